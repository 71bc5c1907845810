#include "scoring/cow_tree.h"

#include <algorithm>

namespace sandau {

namespace {

/// A change copies the root and one chunk: both stay about as long as each other.
std::size_t chunk_items_max(std::size_t chunks) {
    return std::clamp<std::size_t>(chunks, 16, 64);
}

template <class Chunk>
auto lower_bound(Chunk& chunk, std::string_view key) {
    return std::lower_bound(
        chunk.begin(), chunk.end(), key,
        [](const CowTree::NodePtr& node, std::string_view wanted) { return node->key < wanted; });
}

}  // namespace

/// The last chunk whose first key is not above `key`; the first chunk for a key below all.
std::size_t CowTree::chunk_of(std::string_view key) const {
    const auto above = std::upper_bound(
        root_->begin(), root_->end(), key,
        [](std::string_view wanted, const auto& chunk) { return wanted < chunk->front()->key; });
    return above == root_->begin() ? 0 : static_cast<std::size_t>(above - root_->begin()) - 1;
}

const CowTree::NodePtr* CowTree::find(std::string_view key) const {
    if (!root_) return nullptr;
    const Chunk& chunk = *(*root_)[chunk_of(key)];
    const auto node = lower_bound(chunk, key);
    return node != chunk.end() && (*node)->key == key ? &*node : nullptr;
}

void CowTree::put(NodePtr node) {
    if (!root_) {
        root_ = std::make_shared<const Root>(Root{std::make_shared<const Chunk>(Chunk{std::move(node)})});
        size_ = 1;
        return;
    }
    const std::string& key = node->key;
    const std::size_t at = chunk_of(key);
    Chunk chunk = *(*root_)[at];
    const auto place = lower_bound(chunk, key);
    // A chunk that grows at its end is cut near its end: keys mostly come in rising order.
    const bool at_end = place == chunk.end() && at + 1 == root_->size();
    if (place != chunk.end() && (*place)->key == key) {
        *place = std::move(node);
    } else {
        chunk.insert(place, std::move(node));
        ++size_;
    }
    Root root = *root_;
    if (chunk.size() > chunk_items_max(root.size())) {
        const auto middle =
            chunk.begin() + static_cast<std::ptrdiff_t>(at_end ? chunk.size() - 1 : chunk.size() / 2);
        Chunk upper(std::make_move_iterator(middle), std::make_move_iterator(chunk.end()));
        chunk.erase(middle, chunk.end());
        root.insert(root.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                    std::make_shared<const Chunk>(std::move(upper)));
    }
    root[at] = std::make_shared<const Chunk>(std::move(chunk));
    root_ = std::make_shared<const Root>(std::move(root));
}

bool CowTree::erase(std::string_view key) {
    if (!root_) return false;
    const std::size_t at = chunk_of(key);
    Chunk chunk = *(*root_)[at];
    const auto node = lower_bound(chunk, key);
    if (node == chunk.end() || (*node)->key != key) return false;
    chunk.erase(node);
    --size_;
    Root root = *root_;
    if (!chunk.empty()) {
        root[at] = std::make_shared<const Chunk>(std::move(chunk));
    } else {
        root.erase(root.begin() + static_cast<std::ptrdiff_t>(at));
    }
    root_ = root.empty() ? nullptr : std::make_shared<const Root>(std::move(root));
    return true;
}

CowTree::Place CowTree::from(std::string_view key) const {
    if (!root_) return end();
    const std::size_t at = chunk_of(key);
    const Chunk& chunk = *(*root_)[at];
    const auto item = static_cast<std::size_t>(lower_bound(chunk, key) - chunk.begin());
    return item < chunk.size() ? Place(root_.get(), at, item) : Place(root_.get(), at + 1);
}

std::vector<const CowTree::Chunk*> CowTree::chunks_not_in(const CowTree& other) const {
    std::vector<const Chunk*> known;
    if (other.root_)
        for (const auto& chunk : *other.root_) known.push_back(chunk.get());
    std::sort(known.begin(), known.end());
    std::vector<const Chunk*> chunks;
    if (root_)
        for (const auto& chunk : *root_)
            if (!std::binary_search(known.begin(), known.end(), chunk.get())) chunks.push_back(chunk.get());
    return chunks;
}

void CowTree::for_each_change(const CowTree& before,
                              const std::function<void(const Node* old, const Node* now)>& visit) const {
    if (same_as(before)) return;
    for (const Chunk* chunk : chunks_not_in(before))
        for (const NodePtr& node : *chunk) {
            const NodePtr* old = before.find(node->key);
            if (old == nullptr || *old != node) visit(old != nullptr ? old->get() : nullptr, node.get());
        }
    for (const Chunk* chunk : before.chunks_not_in(*this))
        for (const NodePtr& node : *chunk)
            if (find(node->key) == nullptr) visit(node.get(), nullptr);
}

}  // namespace sandau
