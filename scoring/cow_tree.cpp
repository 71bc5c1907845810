#include "scoring/cow_tree.h"

#include <algorithm>
#include <utility>

#include "scoring/result.h"

namespace sandau {

namespace {

using Below = std::shared_ptr<const void>;

constexpr std::size_t slots_max = 8;

}  // namespace

/// At height 0 nodes, above it blocks of the height below. Never empty.
struct CowTree::Block {
    struct Slot {
        // The first key of what is there; it lives in the first node below.
        std::string_view key;
        Below below;
    };

    std::size_t height = 0;
    std::size_t count = 0;
    // One more than stays: an overfull block is cut.
    std::array<Slot, slots_max + 1> slots;

    const Slot* begin() const { return slots.data(); }
    const Slot* end() const { return slots.data() + count; }
    const Block* block(std::size_t slot) const { return static_cast<const Block*>(slots[slot].below.get()); }
    const Node* node(std::size_t slot) const { return static_cast<const Node*>(slots[slot].below.get()); }

    /// The first slot whose key is not below `key`.
    std::size_t not_below(std::string_view key) const {
        const auto is_below = [](const Slot& slot, std::string_view wanted) { return slot.key < wanted; };
        return static_cast<std::size_t>(std::lower_bound(begin(), end(), key, is_below) - begin());
    }
    /// The last slot whose key is not above `key`; the first one for a key below all.
    std::size_t holding(std::string_view key) const {
        const auto is_above = [](std::string_view wanted, const Slot& slot) { return wanted < slot.key; };
        const auto above = std::upper_bound(begin(), end(), key, is_above);
        return above == begin() ? 0 : static_cast<std::size_t>(above - begin()) - 1;
    }
    void insert(std::size_t slot, Slot added) {
        std::move_backward(slots.begin() + static_cast<std::ptrdiff_t>(slot),
                           slots.begin() + static_cast<std::ptrdiff_t>(count),
                           slots.begin() + static_cast<std::ptrdiff_t>(count) + 1);
        slots[slot] = std::move(added);
        ++count;
    }
    void remove(std::size_t slot) {
        std::move(slots.begin() + static_cast<std::ptrdiff_t>(slot) + 1,
                  slots.begin() + static_cast<std::ptrdiff_t>(count),
                  slots.begin() + static_cast<std::ptrdiff_t>(slot));
        slots[--count] = {};
    }
};

namespace {

using Block = CowTree::Block;
using BlockPtr = CowTree::BlockPtr;

Block::Slot slot_of(BlockPtr block) {
    const std::string_view key = block->slots[0].key;
    return {key, std::move(block)};
}

/// A block after a change, and the one behind it where it had to be cut in two.
struct Changed {
    BlockPtr block;
    BlockPtr behind;
    bool is_longer = false;
};

/// Where a block grows at its end it is cut there, not in its middle: keys mostly come in rising order.
Changed cut_where_overfull(Block&& block, bool grew_at_end, bool is_longer) {
    Changed changed{nullptr, nullptr, is_longer};
    if (block.count > slots_max) {
        Block behind;
        behind.height = block.height;
        const std::size_t kept = grew_at_end ? slots_max : block.count / 2;
        for (std::size_t slot = kept; slot < block.count; ++slot)
            behind.slots[behind.count++] = std::exchange(block.slots[slot], {});
        block.count = kept;
        changed.behind = std::make_shared<const Block>(std::move(behind));
    }
    changed.block = std::make_shared<const Block>(std::move(block));
    return changed;
}

Changed with(const Block& before, CowTree::NodePtr node) {
    Block block = before;
    const std::string_view key = node->key;
    if (block.height == 0) {
        const std::size_t slot = block.not_below(key);
        const bool is_there = slot < block.count && block.slots[slot].key == key;
        if (is_there) {
            block.slots[slot] = {key, std::move(node)};
        } else {
            block.insert(slot, {key, std::move(node)});
        }
        return cut_where_overfull(std::move(block), slot + 1 == block.count, !is_there);
    }
    const std::size_t slot = block.holding(key);
    Changed below = with(*before.block(slot), std::move(node));
    block.slots[slot] = slot_of(std::move(below.block));
    if (below.behind) block.insert(slot + 1, slot_of(std::move(below.behind)));
    return cut_where_overfull(std::move(block), slot + 2 == block.count, below.is_longer);
}

/// nullptr where nothing is left. `key` is there.
BlockPtr without(const Block& before, std::string_view key) {
    Block block = before;
    const std::size_t slot = block.holding(key);
    BlockPtr below = block.height > 0 ? without(*before.block(slot), key) : nullptr;
    if (below) {
        block.slots[slot] = slot_of(std::move(below));
    } else {
        block.remove(slot);
    }
    return block.count > 0 ? std::make_shared<const Block>(std::move(block)) : nullptr;
}

}  // namespace

CowTree::NodePtr CowTree::find_shared(std::string_view key) const {
    const Block* block = root_.get();
    if (block == nullptr) return nullptr;
    while (block->height > 0) block = block->block(block->holding(key));
    const Block::Slot& slot = block->slots[block->holding(key)];
    return slot.key == key ? std::static_pointer_cast<const Node>(slot.below) : nullptr;
}

const CowTree::Node* CowTree::find(std::string_view key) const {
    const Block* block = root_.get();
    if (block == nullptr) return nullptr;
    while (block->height > 0) block = block->block(block->holding(key));
    const std::size_t slot = block->holding(key);
    return block->slots[slot].key == key ? block->node(slot) : nullptr;
}

void CowTree::put(NodePtr node) {
    Changed changed = with(root_ ? *root_ : Block(), std::move(node));
    if (changed.is_longer) ++size_;
    if (!changed.behind) {
        root_ = std::move(changed.block);
        return;
    }
    Block root;
    root.height = changed.block->height + 1;
    CHECK(root.height < levels_max, "a tree has as many levels as a way through it");
    root.insert(0, slot_of(std::move(changed.block)));
    root.insert(1, slot_of(std::move(changed.behind)));
    root_ = std::make_shared<const Block>(std::move(root));
}

bool CowTree::erase(std::string_view key) {
    if (find(key) == nullptr) return false;
    --size_;
    root_ = without(*root_, key);
    while (root_ && root_->height > 0 && root_->count == 1)
        root_ = std::static_pointer_cast<const Block>(root_->slots[0].below);
    return true;
}

void CowTree::Place::enter(const Block* block, std::size_t slot) {
    way_[levels_++] = {block, slot};
}

void CowTree::Place::pass() {
    while (!is_end() && ++way_[levels_ - 1].slot == way_[levels_ - 1].block->count) --levels_;
}

std::size_t CowTree::Place::height() const {
    return is_end() ? 0 : way_[levels_ - 1].block->height;
}

const void* CowTree::Place::here() const {
    if (is_end()) return nullptr;
    const Step& step = way_[levels_ - 1];
    return step.block->slots[step.slot].below.get();
}

void CowTree::Place::open() {
    enter(static_cast<const Block*>(here()), 0);
}

void CowTree::Place::open_to_node() {
    while (height() > 0) open();
    node_ = static_cast<const Node*>(here());
}

void CowTree::Place::advance() {
    pass();
    open_to_node();
}

CowTree::Place CowTree::top() const {
    Place place;
    if (root_) place.enter(root_.get(), 0);
    return place;
}

CowTree::Place CowTree::begin() const {
    Place place = top();
    place.open_to_node();
    return place;
}

CowTree::Place CowTree::from(std::string_view key) const {
    Place place;
    const Block* block = root_.get();
    if (block == nullptr) return place;
    for (; block->height > 0; block = block->block(block->holding(key)))
        place.enter(block, block->holding(key));
    const std::size_t slot = block->holding(key);
    place.enter(block, slot);
    if (block->slots[slot].key < key) place.pass();
    place.open_to_node();
    return place;
}

void CowTree::for_each_change(const CowTree& before,
                              const std::function<void(const Node* old, const Node* now)>& visit) const {
    Place old = before.top();
    Place now = top();
    while (!old.is_end() || !now.is_end()) {
        // What both share is at the same height in both, so of two things the higher one is opened first.
        if (old.here() == now.here()) {
            old.pass();
            now.pass();
        } else if (now.height() > 0 && now.height() >= old.height()) {
            now.open();
        } else if (old.height() > 0) {
            old.open();
        } else {
            const auto* was = static_cast<const Node*>(old.here());
            const auto* is = static_cast<const Node*>(now.here());
            const int order = was == nullptr ? 1 : is == nullptr ? -1 : was->key.compare(is->key);
            visit(order <= 0 ? was : nullptr, order >= 0 ? is : nullptr);
            if (order <= 0) old.pass();
            if (order >= 0) now.pass();
        }
    }
}

}  // namespace sandau
