#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace sandau {

/// A sorted map that is cheap to copy: copies share chunks, and a change copies the root and the one
/// chunk that it touches, nothing else. Values are immutable once in; a copy may be read on any thread
/// while another copy is changed.
template <class Key, class Value>
class CowMap {
    struct Item {
        Key key;
        std::shared_ptr<const Value> value;
    };
    using Chunk = std::vector<Item>;
    using Root = std::vector<std::shared_ptr<const Chunk>>;
    static constexpr std::size_t chunk_items_max = 64;

public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// nullptr where the key is not there. The value lives as long as any copy of the map that holds it.
    const Value* find(const Key& key) const { return find_shared(key).get(); }

    std::shared_ptr<const Value> find_shared(const Key& key) const {
        if (!root_) return nullptr;
        const Chunk& chunk = *(*root_)[chunk_of(key)];
        const auto item = lower_bound(chunk, key);
        return item != chunk.end() && item->key == key ? item->value : nullptr;
    }

    void set(const Key& key, Value value) { set(key, std::make_shared<const Value>(std::move(value))); }

    void set(const Key& key, std::shared_ptr<const Value> value) {
        if (!root_) {
            root_ = std::make_shared<const Root>(
                Root{std::make_shared<const Chunk>(Chunk{{key, std::move(value)}})});
            size_ = 1;
            return;
        }
        const std::size_t at = chunk_of(key);
        Chunk chunk = *(*root_)[at];
        const auto item = lower_bound(chunk, key);
        if (item != chunk.end() && item->key == key) {
            chunk[static_cast<std::size_t>(item - chunk.begin())].value = std::move(value);
        } else {
            chunk.insert(item, Item{key, std::move(value)});
            ++size_;
        }
        Root root = *root_;
        if (chunk.size() > chunk_items_max) {
            // A chunk that grows at its end is cut near its end: keys mostly come in rising order.
            const bool at_end = at + 1 == root.size() && chunk.back().key == key;
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

    bool erase(const Key& key) {
        if (!root_) return false;
        const std::size_t at = chunk_of(key);
        Chunk chunk = *(*root_)[at];
        const auto item = lower_bound(chunk, key);
        if (item == chunk.end() || item->key != key) return false;
        chunk.erase(item);
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

    /// Goes through the values in the order of their keys.
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        Iterator() = default;
        Iterator(const Root* root, std::size_t chunk, std::size_t item = 0)
            : root_(root), chunk_(chunk), item_(item) {}
        reference operator*() const { return *(*(*root_)[chunk_])[item_].value; }
        pointer operator->() const { return &**this; }
        const Key& key() const { return (*(*root_)[chunk_])[item_].key; }
        Iterator& operator++() {
            if (++item_ == (*root_)[chunk_]->size()) {
                item_ = 0;
                ++chunk_;
            }
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator& other) const {
            return chunk_ == other.chunk_ && item_ == other.item_;
        }

    private:
        const Root* root_ = nullptr;
        std::size_t chunk_ = 0;
        std::size_t item_ = 0;
    };

    Iterator begin() const { return {root_.get(), 0}; }
    Iterator end() const { return {root_.get(), root_ ? root_->size() : 0}; }

    /// The first one whose key is not below `key`.
    Iterator from(const Key& key) const {
        if (!root_) return end();
        const std::size_t at = chunk_of(key);
        const Chunk& chunk = *(*root_)[at];
        const auto item = static_cast<std::size_t>(lower_bound(chunk, key) - chunk.begin());
        return item < chunk.size() ? Iterator(root_.get(), at, item) : Iterator(root_.get(), at + 1);
    }

    /// The same content in the same memory: equal without a look inside. Used to keep what was computed.
    bool same_as(const CowMap& other) const { return root_ == other.root_; }

    /// Calls `visit(old, now)` for each value that is another one than in `before`, with nullptr where one
    /// of them is not there. Costs what differs: chunks that both maps share are passed over.
    template <class Visit>
    void for_each_change(const CowMap& before, Visit&& visit) const {
        if (same_as(before)) return;
        const auto only_in = [](const CowMap& map, const CowMap& other) {
            std::vector<const Chunk*> known;
            if (other.root_)
                for (const auto& chunk : *other.root_) known.push_back(chunk.get());
            std::sort(known.begin(), known.end());
            std::vector<const Chunk*> chunks;
            if (map.root_)
                for (const auto& chunk : *map.root_)
                    if (!std::binary_search(known.begin(), known.end(), chunk.get()))
                        chunks.push_back(chunk.get());
            return chunks;
        };
        for (const Chunk* chunk : only_in(*this, before))
            for (const Item& item : *chunk)
                if (const Value* old = before.find(item.key); old != item.value.get())
                    visit(old, item.value.get());
        for (const Chunk* chunk : only_in(before, *this))
            for (const Item& item : *chunk)
                if (find(item.key) == nullptr) visit(item.value.get(), static_cast<const Value*>(nullptr));
    }

    bool operator==(const CowMap& other) const {
        if (same_as(other)) return true;
        if (size_ != other.size_) return false;
        for (Iterator a = begin(), b = other.begin(); a != end(); ++a, ++b)
            if (a.key() != b.key() || !(*a == *b)) return false;
        return true;
    }

private:
    /// The last chunk whose first key is not above `key`; the first chunk for a key below all.
    std::size_t chunk_of(const Key& key) const {
        const auto above =
            std::upper_bound(root_->begin(), root_->end(), key,
                             [](const Key& k, const auto& chunk) { return k < chunk->front().key; });
        return above == root_->begin() ? 0 : static_cast<std::size_t>(above - root_->begin()) - 1;
    }
    static auto lower_bound(const Chunk& chunk, const Key& key) {
        return std::lower_bound(chunk.begin(), chunk.end(), key,
                                [](const Item& item, const Key& k) { return item.key < k; });
    }

    std::shared_ptr<const Root> root_;
    std::size_t size_ = 0;
};

}  // namespace sandau
