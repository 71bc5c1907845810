#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandau {

/// What CowMap is made of, without the values' type: nodes sorted by their keys, in chunks that copies share.
/// A change copies the root and the one chunk that it touches, nothing else.
class CowTree {
public:
    /// What a value is derived from. Immutable once in; a copy of the tree may be read on any thread while
    /// another copy is changed.
    struct Node {
        std::string key;
    };
    using NodePtr = std::shared_ptr<const Node>;

    std::size_t size() const { return size_; }

    /// nullptr where the key is not there.
    const NodePtr* find(std::string_view key) const;
    /// In place of the one that has its key.
    void put(NodePtr node);
    bool erase(std::string_view key);

private:
    using Chunk = std::vector<NodePtr>;
    using Root = std::vector<std::shared_ptr<const Chunk>>;

public:
    /// Goes through the nodes in the order of their keys.
    class Place {
    public:
        Place() = default;
        Place(const Root* root, std::size_t chunk, std::size_t item = 0)
            : root_(root), chunk_(chunk), item_(item) {}
        const Node& operator*() const { return *(*(*root_)[chunk_])[item_]; }
        void advance() {
            if (++item_ == (*root_)[chunk_]->size()) {
                item_ = 0;
                ++chunk_;
            }
        }
        bool operator==(const Place& other) const { return chunk_ == other.chunk_ && item_ == other.item_; }

    private:
        const Root* root_ = nullptr;
        std::size_t chunk_ = 0;
        std::size_t item_ = 0;
    };

    Place begin() const { return {root_.get(), 0}; }
    Place end() const { return {root_.get(), root_ ? root_->size() : 0}; }
    /// The first one whose key is not below `key`.
    Place from(std::string_view key) const;

    /// The same content in the same memory: equal without a look inside.
    bool same_as(const CowTree& other) const { return root_ == other.root_; }

    /// Calls `visit(old, now)` for each node that is another one than in `before`, with nullptr where one of
    /// them is not there. Costs what differs: chunks that both trees share are passed over.
    void for_each_change(const CowTree& before,
                         const std::function<void(const Node* old, const Node* now)>& visit) const;

private:
    std::size_t chunk_of(std::string_view key) const;
    std::vector<const Chunk*> chunks_not_in(const CowTree& other) const;

    std::shared_ptr<const Root> root_;
    std::size_t size_ = 0;
};

}  // namespace sandau
