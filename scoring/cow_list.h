#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace sandau {

/// A list that is cheap to copy: copies share chunks, and a change copies the one chunk that it touches,
/// nothing else. Values are immutable once in and stay where they are in memory as long as any copy of the
/// list holds them, so that the same address means the same value; a copy may be read on any thread while
/// another copy is changed.
template <class Value>
class CowList {
    using Item = std::shared_ptr<const Value>;
    using Chunk = std::vector<Item>;
    static constexpr std::size_t chunk_items = 64;

public:
    CowList() = default;
    CowList(std::initializer_list<Value> values) : CowList(values.begin(), values.end()) {}
    template <class Iterator>
    CowList(Iterator first, Iterator last) {
        for (; first != last; ++first) push_back(*first);
    }

    std::size_t size() const { return full_.size() * chunk_items + tail_.size(); }
    bool empty() const { return size() == 0; }

    const Value& operator[](std::size_t index) const { return *item(index); }
    const Value& front() const { return (*this)[0]; }
    const Value& back() const { return (*this)[size() - 1]; }

    void push_back(Value value) {
        tail_.push_back(std::make_shared<const Value>(std::move(value)));
        if (tail_.size() < chunk_items) return;
        full_.push_back(std::make_shared<const Chunk>(std::move(tail_)));
        tail_.clear();
    }

    void set(std::size_t index, Value value) {
        Item changed = std::make_shared<const Value>(std::move(value));
        if (index / chunk_items == full_.size()) {
            tail_[index % chunk_items] = std::move(changed);
            return;
        }
        Chunk chunk = *full_[index / chunk_items];
        chunk[index % chunk_items] = std::move(changed);
        full_[index / chunk_items] = std::make_shared<const Chunk>(std::move(chunk));
    }

    void clear() { *this = {}; }

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        Iterator() = default;
        Iterator(const CowList* list, std::size_t index) : list_(list), index_(index) {}
        reference operator*() const { return (*list_)[index_]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++() {
            ++index_;
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator& other) const { return index_ == other.index_; }

    private:
        const CowList* list_ = nullptr;
        std::size_t index_ = 0;
    };

    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    /// Calls `visit(index)` for each place that holds another value than in `before`, and for each that
    /// `before` has not. Costs what differs: chunks that both lists share are passed over.
    template <class Visit>
    void for_each_change(const CowList& before, Visit&& visit) const {
        const std::size_t common = std::min(size(), before.size());
        for (std::size_t index = 0; index < size();) {
            const std::size_t chunk = index / chunk_items;
            if (index % chunk_items == 0 && chunk < std::min(full_.size(), before.full_.size()) &&
                full_[chunk] == before.full_[chunk]) {
                index += chunk_items;
                continue;
            }
            if (index >= common || item(index) != before.item(index)) visit(index);
            ++index;
        }
    }

    /// The same values in the same memory: equal without a look inside.
    bool same_as(const CowList& other) const {
        bool same = size() == other.size();
        if (same) for_each_change(other, [&](std::size_t) { same = false; });
        return same;
    }

    bool operator==(const CowList& other) const {
        if (size() != other.size()) return false;
        bool equal = true;
        for_each_change(other, [&](std::size_t index) { equal = equal && (*this)[index] == other[index]; });
        return equal;
    }

private:
    const Item& item(std::size_t index) const {
        const std::size_t chunk = index / chunk_items;
        return chunk < full_.size() ? (*full_[chunk])[index % chunk_items] : tail_[index % chunk_items];
    }

    std::vector<std::shared_ptr<const Chunk>> full_;
    Chunk tail_;  ///< fewer than `chunk_items`
};

}  // namespace sandau
