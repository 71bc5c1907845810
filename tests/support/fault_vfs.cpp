#include "support/fault_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>

namespace sandau::testing {

struct FaultVfs::Inner {
    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;

    mutable std::mutex guard;
    std::optional<Fault> fault;
    std::size_t calls_until = 0;
    std::size_t failed = 0;
    std::size_t log_syncs = 0;
    std::size_t database_syncs = 0;

    /// The fault that this call has to show, if any.
    std::optional<Fault> due(FaultyFile file, FaultyCall call) {
        const std::lock_guard lock(guard);
        if (!fault || fault->file != file) return std::nullopt;
        const bool same =
            fault->call == call || (fault->call == FaultyCall::HalfWrite && call == FaultyCall::Write);
        if (!same) return std::nullopt;
        if (calls_until > 0) {
            --calls_until;
            return std::nullopt;
        }
        const Fault shown = *fault;
        if (fault->lasts == FaultLasts::Once) fault.reset();
        ++failed;
        return shown;
    }
};

namespace {

/// SQLite makes room for this and, behind it, for the file of the VFS below.
struct FaultyHandle {
    sqlite3_file base;
    FaultVfs::Inner* owner;
    bool watched;
    FaultyFile file;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyHandle* handle(sqlite3_file* file) {
    return reinterpret_cast<FaultyHandle*>(file);
}

std::optional<Fault> due(FaultyHandle* file, FaultyCall call) {
    return file->watched ? file->owner->due(file->file, call) : std::nullopt;
}

int code_of(const Fault& fault, int input_output_code) {
    switch (fault.kind) {
        case FaultKind::Full:
            return SQLITE_FULL;
        case FaultKind::InputOutput:
            return input_output_code;
        case FaultKind::Busy:
            return SQLITE_BUSY;
    }
    return SQLITE_ERROR;
}

int faulty_close(sqlite3_file* file) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods != nullptr ? real->pMethods->xClose(real) : SQLITE_OK;
}

int faulty_read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    if (const auto fault = due(handle(file), FaultyCall::Read)) return code_of(*fault, SQLITE_IOERR_READ);
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xRead(real, bytes, count, offset);
}

int faulty_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    sqlite3_file* real = handle(file)->real();
    if (const auto fault = due(handle(file), FaultyCall::Write)) {
        if (fault->call == FaultyCall::HalfWrite) real->pMethods->xWrite(real, bytes, count / 2, offset);
        return code_of(*fault, SQLITE_IOERR_WRITE);
    }
    return real->pMethods->xWrite(real, bytes, count, offset);
}

int faulty_truncate(sqlite3_file* file, sqlite3_int64 size) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xTruncate(real, size);
}

int faulty_sync(sqlite3_file* file, int flags) {
    FaultyHandle* faulty = handle(file);
    if (const auto fault = due(faulty, FaultyCall::Sync)) return code_of(*fault, SQLITE_IOERR_FSYNC);
    sqlite3_file* real = faulty->real();
    const int code = real->pMethods->xSync(real, flags);
    if (code == SQLITE_OK && faulty->watched) {
        const std::lock_guard lock(faulty->owner->guard);
        ++(faulty->file == FaultyFile::Log ? faulty->owner->log_syncs : faulty->owner->database_syncs);
    }
    return code;
}

int faulty_size(sqlite3_file* file, sqlite3_int64* size) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xFileSize(real, size);
}

int faulty_lock(sqlite3_file* file, int level) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xLock(real, level);
}

int faulty_unlock(sqlite3_file* file, int level) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xUnlock(real, level);
}

int faulty_check_lock(sqlite3_file* file, int* result) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xCheckReservedLock(real, result);
}

int faulty_control(sqlite3_file* file, int operation, void* argument) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xFileControl(real, operation, argument);
}

int faulty_sector(sqlite3_file* file) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xSectorSize(real);
}

int faulty_characteristics(sqlite3_file* file) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xDeviceCharacteristics(real);
}

int faulty_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xShmMap(real, page, size, extend, memory);
}

int faulty_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xShmLock(real, offset, count, flags);
}

void faulty_shm_barrier(sqlite3_file* file) {
    sqlite3_file* real = handle(file)->real();
    real->pMethods->xShmBarrier(real);
}

int faulty_shm_unmap(sqlite3_file* file, int remove) {
    sqlite3_file* real = handle(file)->real();
    return real->pMethods->xShmUnmap(real, remove);
}

/// Version 2: with shared memory for the log's mode, without memory maps, so that all reading is seen.
const sqlite3_io_methods faulty_methods = {
    2,
    faulty_close,
    faulty_read,
    faulty_write,
    faulty_truncate,
    faulty_sync,
    faulty_size,
    faulty_lock,
    faulty_unlock,
    faulty_check_lock,
    faulty_control,
    faulty_sector,
    faulty_characteristics,
    faulty_shm_map,
    faulty_shm_lock,
    faulty_shm_barrier,
    faulty_shm_unmap,
    nullptr,
    nullptr,
};

FaultVfs::Inner* inner_of(sqlite3_vfs* vfs) {
    return static_cast<FaultVfs::Inner*>(vfs->pAppData);
}

int faulty_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    FaultVfs::Inner* inner = inner_of(vfs);
    auto* faulty = ::new (static_cast<void*>(file)) FaultyHandle{};
    faulty->owner = inner;
    faulty->watched = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
    faulty->file = (flags & SQLITE_OPEN_WAL) != 0 ? FaultyFile::Log : FaultyFile::Database;
    const int code = inner->real->xOpen(inner->real, name, faulty->real(), flags, flags_out);
    if (faulty->real()->pMethods != nullptr) faulty->base.pMethods = &faulty_methods;
    return code;
}

int faulty_delete(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    sqlite3_vfs* real = inner_of(vfs)->real;
    return real->xDelete(real, name, sync_directory);
}

int faulty_access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    sqlite3_vfs* real = inner_of(vfs)->real;
    return real->xAccess(real, name, flags, result);
}

int faulty_full_name(sqlite3_vfs* vfs, const char* name, int count, char* full) {
    sqlite3_vfs* real = inner_of(vfs)->real;
    return real->xFullPathname(real, name, count, full);
}

}  // namespace

FaultVfs::FaultVfs() : inner_(new Inner) {
    static std::atomic<int> made{0};
    inner_->name = "faulty-" + std::to_string(++made);
    inner_->real = sqlite3_vfs_find(nullptr);
    // What is not about files stays as the usual one does it; it gets its own pointer where it asks for it.
    inner_->vfs = *inner_->real;
    inner_->vfs.zName = inner_->name.c_str();
    inner_->vfs.pNext = nullptr;
    inner_->vfs.pAppData = inner_;
    inner_->vfs.szOsFile = static_cast<int>(sizeof(FaultyHandle)) + inner_->real->szOsFile;
    inner_->vfs.xOpen = faulty_open;
    inner_->vfs.xDelete = faulty_delete;
    inner_->vfs.xAccess = faulty_access;
    inner_->vfs.xFullPathname = faulty_full_name;
    if (sqlite3_vfs_register(&inner_->vfs, 0) != SQLITE_OK) std::abort();
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&inner_->vfs);
    delete inner_;
}

const std::string& FaultVfs::name() const {
    return inner_->name;
}

void FaultVfs::inject(Fault fault) {
    const std::lock_guard lock(inner_->guard);
    inner_->calls_until = fault.after_calls;
    inner_->fault = fault;
}

void FaultVfs::clear() {
    const std::lock_guard lock(inner_->guard);
    inner_->fault.reset();
}

std::size_t FaultVfs::failed() const {
    const std::lock_guard lock(inner_->guard);
    return inner_->failed;
}

std::size_t FaultVfs::log_syncs() const {
    const std::lock_guard lock(inner_->guard);
    return inner_->log_syncs;
}

std::size_t FaultVfs::database_syncs() const {
    const std::lock_guard lock(inner_->guard);
    return inner_->database_syncs;
}

}  // namespace sandau::testing
