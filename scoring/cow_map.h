#pragma once

#include "scoring/cow_tree.h"

namespace sandau {

/// A map sorted by its string keys that is cheap to copy: copies share what is the same. Values are immutable
/// once in; a copy may be read on any thread while another copy is changed.
template <class Value>
class CowMap {
    struct Node : CowTree::Node {
        Node(std::string a_key, Value a_value) : CowTree::Node{std::move(a_key)}, value(std::move(a_value)) {}
        Value value;
    };
    static const Value& value_of(const CowTree::Node& node) { return static_cast<const Node&>(node).value; }

public:
    std::size_t size() const { return tree_.size(); }
    bool empty() const { return size() == 0; }

    /// nullptr where the key is not there. The value lives as long as any copy of the map that holds it.
    const Value* find(std::string_view key) const {
        const CowTree::Node* node = tree_.find(key);
        return node != nullptr ? &value_of(*node) : nullptr;
    }
    std::shared_ptr<const Value> find_shared(std::string_view key) const {
        const CowTree::NodePtr node = tree_.find_shared(key);
        return node ? std::shared_ptr<const Value>(node, &value_of(*node)) : nullptr;
    }

    void set(std::string key, Value value) {
        tree_.put(std::make_shared<const Node>(std::move(key), std::move(value)));
    }
    bool erase(std::string_view key) { return tree_.erase(key); }

    /// Goes through the values in the order of their keys.
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        Iterator() = default;
        explicit Iterator(CowTree::Place place) : place_(place) {}
        reference operator*() const { return value_of(*place_); }
        pointer operator->() const { return &**this; }
        const std::string& key() const { return (*place_).key; }
        Iterator& operator++() {
            place_.advance();
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        CowTree::Place place_;
    };

    Iterator begin() const { return Iterator(tree_.begin()); }
    Iterator end() const { return Iterator(tree_.end()); }
    /// The first one whose key is not below `key`.
    Iterator from(std::string_view key) const { return Iterator(tree_.from(key)); }

    /// The same content in the same memory: equal without a look inside. Used to keep what was computed.
    bool same_as(const CowMap& other) const { return tree_.same_as(other.tree_); }

    /// Calls `visit(old, now)` for each value that is another one than in `before`, with nullptr where one
    /// of them is not there. Costs what differs: what both maps share is passed over.
    template <class Visit>
    void for_each_change(const CowMap& before, Visit&& visit) const {
        const auto value = [](const CowTree::Node* node) {
            return node != nullptr ? &value_of(*node) : static_cast<const Value*>(nullptr);
        };
        tree_.for_each_change(before.tree_, [&](const CowTree::Node* old, const CowTree::Node* now) {
            visit(value(old), value(now));
        });
    }

    bool operator==(const CowMap& other) const {
        if (same_as(other)) return true;
        if (size() != other.size()) return false;
        for (Iterator a = begin(), b = other.begin(); a != end(); ++a, ++b)
            if (a.key() != b.key() || !(*a == *b)) return false;
        return true;
    }

private:
    CowTree tree_;
};

}  // namespace sandau
