#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sandau {

/// What CowMap is made of, without the values' type: a B+ tree of nodes sorted by their keys, whose blocks
/// copies share. A change copies the blocks on the way to what it touches, nothing else; blocks are small,
/// because to copy one is to count a reader more for each thing in it.
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
    const Node* find(std::string_view key) const;
    NodePtr find_shared(std::string_view key) const;
    /// In place of the one that has its key.
    void put(NodePtr node);
    bool erase(std::string_view key);

    struct Block;
    using BlockPtr = std::shared_ptr<const Block>;
    /// More blocks above each other than the memory of any machine can fill.
    static constexpr std::size_t levels_max = 24;

    /// Goes through the nodes in the order of their keys.
    class Place {
    public:
        Place() = default;
        const Node& operator*() const { return *node_; }
        void advance();
        bool operator==(const Place& other) const { return node_ == other.node_; }

    private:
        friend class CowTree;
        struct Step {
            const Block* block = nullptr;
            std::size_t slot = 0;
        };

        bool is_end() const { return levels_ == 0; }
        std::size_t height() const;
        const void* here() const;
        void enter(const Block* block, std::size_t slot);
        void open();
        void open_to_node();
        void pass();

        // From the root to what is here: a node, or on the way to one a block.
        std::array<Step, levels_max> way_;
        std::size_t levels_ = 0;
        const Node* node_ = nullptr;
    };

    Place begin() const;
    Place end() const { return {}; }
    /// The first one whose key is not below `key`.
    Place from(std::string_view key) const;

    /// The same content in the same memory: equal without a look inside.
    bool same_as(const CowTree& other) const { return root_ == other.root_; }

    /// Calls `visit(old, now)` for each node that is another one than in `before`, in the order of their
    /// keys, with nullptr where one of them is not there. Costs what differs: blocks that both trees share
    /// are passed over.
    void for_each_change(const CowTree& before,
                         const std::function<void(const Node* old, const Node* now)>& visit) const;

private:
    Place top() const;

    BlockPtr root_;
    std::size_t size_ = 0;
};

}  // namespace sandau
