#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "scoring/formula.h"
#include "scoring/formula_inner.h"

namespace sandau {

namespace {

enum class TokenKind { Number, Name, OtherName, Symbol, End, Bad };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;
    std::uint32_t column = 1;
};

bool is_name_start(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name_part(char c) {
    return is_name_start(c) || is_digit(c) || c == '_';
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
            ++at_;
        const std::size_t start = at_;
        if (at_ == text_.size()) return token(TokenKind::End, start);
        const char c = text_[at_];
        if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
            return number(start);
        if (is_name_start(c)) return name(start);
        ++at_;
        const std::string_view two = text_.substr(start, 2);
        if (two == "<=" || two == ">=" || two == "<>") ++at_;
        constexpr std::string_view symbols = "+-*/=<>(),";
        if (symbols.find(c) != std::string_view::npos) return token(TokenKind::Symbol, start);
        // A whole character, so that the message shows it.
        while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80) ++at_;
        return token(TokenKind::Bad, start);
    }

private:
    Token token(TokenKind kind, std::size_t start) const {
        return {kind, std::string(text_.substr(start, at_ - start)), static_cast<std::uint32_t>(start + 1)};
    }

    Token number(std::size_t start) {
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        if (at_ < text_.size() && text_[at_] == '.') {
            ++at_;
            const std::size_t fraction = at_;
            while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
            if (at_ == fraction) return token(TokenKind::Bad, start);
        }
        if (at_ < text_.size() && (is_name_part(text_[at_]) || text_[at_] == '.')) {
            while (at_ < text_.size() && (is_name_part(text_[at_]) || text_[at_] == '.')) ++at_;
            return token(TokenKind::Bad, start);
        }
        return token(TokenKind::Number, start);
    }

    Token name(std::size_t start) {
        while (at_ < text_.size() && is_name_part(text_[at_])) ++at_;
        if (text_.substr(start, at_ - start) == "other" && at_ + 1 < text_.size() && text_[at_] == '.' &&
            is_name_start(text_[at_ + 1])) {
            const std::size_t after = ++at_;
            while (at_ < text_.size() && is_name_part(text_[at_])) ++at_;
            Token found = token(TokenKind::OtherName, after);
            found.column = static_cast<std::uint32_t>(start + 1);
            return found;
        }
        return token(TokenKind::Name, start);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// How a function takes its arguments.
struct Signature {
    std::string_view name;
    FormulaOp op;
    std::size_t arguments_min;
    std::size_t arguments_max;
    bool first_is_name = false;
    bool last_is_constant = false;
};

constexpr std::size_t any_number = 255;
constexpr std::array<Signature, 22> signatures{{
    {"IF", FormulaOp::If, 3, 3},
    {"AND", FormulaOp::And, 1, any_number},
    {"OR", FormulaOp::Or, 1, any_number},
    {"NOT", FormulaOp::Not, 1, 1},
    {"MIN", FormulaOp::Min, 1, any_number},
    {"MAX", FormulaOp::Max, 1, any_number},
    {"SUM", FormulaOp::Sum, 1, any_number},
    {"ABS", FormulaOp::Abs, 1, 1},
    {"FLOOR", FormulaOp::Floor, 1, 1},
    {"CEILING", FormulaOp::Ceiling, 1, 1},
    {"ROUND", FormulaOp::Round, 2, 2, false, true},
    {"MOD", FormulaOp::Mod, 2, 2},
    {"IFMISSING", FormulaOp::IfMissing, 2, 2},
    {"POINTS", FormulaOp::Points, 1, 1, true},
    {"STAGE_MAX", FormulaOp::StageMax, 1, 1, true},
    {"ROW_OWNED", FormulaOp::RowOwned, 2, 2, true, true},
    {"COL_OWNED", FormulaOp::ColOwned, 2, 2, true, true},
    {"CELLS_OWNED", FormulaOp::CellsOwned, 1, 1, true},
    {"HAS_LINE", FormulaOp::HasLine, 1, 1, true},
    {"CELL_POINTS", FormulaOp::CellPoints, 1, 1, true},
    {"OWN_COUNT", FormulaOp::OwnCount, 1, 1, true},
    {"STACKS_WHERE", FormulaOp::StacksWhere, 4, 4, true},
}};

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return result;
}

constexpr std::int64_t round_places_max = 100;

class Parser {
public:
    Parser(std::string_view text, FormulaLimits limits) : limits_(limits), lexer_(text) {
        formula_.text = text;
        advance();
    }

    Result<Formula> run() {
        if (!expression()) return tl::unexpected(std::move(*refusal_));
        if (token_.kind != TokenKind::End) {
            fail(is_comparison() ? "formula.chained_comparison" : "formula.expected_end");
            return tl::unexpected(std::move(*refusal_));
        }
        return std::move(formula_);
    }

private:
    using Index = std::optional<std::uint32_t>;

    void advance() { token_ = lexer_.next(); }
    bool is_symbol(std::string_view symbol) const {
        return token_.kind == TokenKind::Symbol && token_.text == symbol;
    }
    bool is_comparison() const {
        return is_symbol("=") || is_symbol("<>") || is_symbol("<") || is_symbol("<=") || is_symbol(">") ||
               is_symbol(">=");
    }

    Index fail(std::string code, std::vector<std::pair<std::string, std::string>> more = {}) {
        return fail_at(token_, std::move(code), std::move(more));
    }
    Index fail_at(const Token& where, std::string code,
                  std::vector<std::pair<std::string, std::string>> more = {}) {
        if (refusal_) return std::nullopt;
        refusal_ =
            Refusal{std::move(code), {{"column", std::to_string(where.column)}, {"found", where.text}}, {}};
        for (auto& argument : more) refusal_->arguments.push_back(std::move(argument));
        return std::nullopt;
    }

    Index add(FormulaNode node) {
        if (formula_.nodes.size() >= limits_.nodes_max)
            return fail("formula.too_large", {{"max", std::to_string(limits_.nodes_max)}});
        formula_.nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(formula_.nodes.size() - 1);
    }
    Index add(FormulaOp op, std::uint32_t column, std::vector<std::uint32_t> arguments) {
        FormulaNode node;
        node.op = op;
        node.column = column;
        node.arguments = std::move(arguments);
        return add(std::move(node));
    }

    struct Deeper {
        explicit Deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
        ~Deeper() { --depth_; }
        std::size_t& depth_;
    };

    Index expression() {
        const Deeper deeper(depth_);
        if (depth_ > limits_.depth_max)
            return fail("formula.too_deep", {{"max", std::to_string(limits_.depth_max)}});
        const Index left = sum();
        if (!left || !is_comparison()) return left;
        const Token sign = token_;
        advance();
        const Index right = sum();
        if (!right) return right;
        FormulaOp op = FormulaOp::Equal;
        if (sign.text == "<>") op = FormulaOp::NotEqual;
        if (sign.text == "<") op = FormulaOp::Less;
        if (sign.text == "<=") op = FormulaOp::LessEqual;
        if (sign.text == ">") op = FormulaOp::Greater;
        if (sign.text == ">=") op = FormulaOp::GreaterEqual;
        return add(op, sign.column, {*left, *right});
    }

    Index sum() {
        Index left = product();
        while (left && (is_symbol("+") || is_symbol("-"))) {
            const Token sign = token_;
            advance();
            const Index right = product();
            if (!right) return right;
            left = add(sign.text == "+" ? FormulaOp::Add : FormulaOp::Subtract, sign.column, {*left, *right});
        }
        return left;
    }

    Index product() {
        Index left = unary();
        while (left && (is_symbol("*") || is_symbol("/"))) {
            const Token sign = token_;
            advance();
            const Index right = unary();
            if (!right) return right;
            left =
                add(sign.text == "*" ? FormulaOp::Multiply : FormulaOp::Divide, sign.column, {*left, *right});
        }
        return left;
    }

    Index unary() {
        if (!is_symbol("-")) return primary();
        const Deeper deeper(depth_);
        if (depth_ > limits_.depth_max)
            return fail("formula.too_deep", {{"max", std::to_string(limits_.depth_max)}});
        const Token sign = token_;
        advance();
        const Index inner = unary();
        if (!inner) return inner;
        return add(FormulaOp::Negate, sign.column, {*inner});
    }

    Index primary() {
        const Token here = token_;
        switch (here.kind) {
            case TokenKind::Number:
                return number(here);
            case TokenKind::Name:
                return name_or_call(here);
            case TokenKind::OtherName: {
                advance();
                return name_node(FormulaOp::OtherName, here);
            }
            case TokenKind::Symbol:
                if (here.text != "(") return fail("formula.expected_value");
                {
                    advance();
                    const Index inner = expression();
                    if (!inner) return inner;
                    if (!close(here)) return std::nullopt;
                    return inner;
                }
            case TokenKind::End:
                return fail("formula.unfinished");
            case TokenKind::Bad:
                return fail("formula.bad_text");
        }
        return std::nullopt;
    }

    bool close(const Token& opened) {
        if (is_symbol(")")) {
            advance();
            return true;
        }
        if (is_comparison()) {
            fail("formula.chained_comparison");
        } else if (token_.kind == TokenKind::Bad) {
            fail("formula.bad_text");
        } else {
            fail("formula.expected_close", {{"opened", std::to_string(opened.column)}});
        }
        return false;
    }

    Index number(const Token& here) {
        const Result<Rational> value =
            Rational::parse(here.text.front() == '.' ? '0' + here.text : here.text);
        if (!value) return fail("formula.bad_text");
        advance();
        FormulaNode node;
        node.column = here.column;
        node.constant = *value;
        return add(std::move(node));
    }

    Index name_node(FormulaOp op, const Token& here) {
        FormulaNode node;
        node.op = op;
        node.column = here.column;
        node.name = here.text;
        return add(std::move(node));
    }

    Index name_or_call(const Token& here) {
        advance();
        if (is_symbol("(")) return call(here);
        const std::string upper_name = upper(here.text);
        if (upper_name == "TRUE" || upper_name == "FALSE") {
            FormulaNode node;
            node.column = here.column;
            node.constant = upper_name == "TRUE" ? 1 : 0;
            return add(std::move(node));
        }
        return name_node(FormulaOp::Name, here);
    }

    Index call(const Token& here) {
        const std::string function = upper(here.text);
        const auto* signature = std::find_if(signatures.begin(), signatures.end(),
                                             [&](const Signature& one) { return one.name == function; });
        if (signature == signatures.end()) return fail_at(here, "formula.unknown_function");
        const Token opened = token_;
        advance();
        FormulaNode node;
        node.op = signature->op;
        node.column = here.column;
        std::size_t count = 0;
        if (!is_symbol(")")) {
            do {
                if (count > 0) advance();
                if (count == 0 && signature->first_is_name) {
                    if (!take_name(*signature, node)) return std::nullopt;
                } else if (count + 1 == signature->arguments_max && signature->last_is_constant) {
                    if (!take_constant(here, node)) return std::nullopt;
                } else {
                    const Index argument = expression();
                    if (!argument) return argument;
                    node.arguments.push_back(*argument);
                }
                ++count;
            } while (is_symbol(","));
        }
        if (count < signature->arguments_min || count > signature->arguments_max) {
            return fail_at(here, "formula.argument_count",
                           {{"needed", needed(*signature)}, {"count", std::to_string(count)}});
        }
        if (!close(opened)) return std::nullopt;
        return add(std::move(node));
    }

    static std::string needed(const Signature& signature) {
        if (signature.arguments_max == any_number) return std::to_string(signature.arguments_min) + "…";
        return std::to_string(signature.arguments_min);
    }

    bool take_name(const Signature& signature, FormulaNode& node) {
        const bool other = token_.kind == TokenKind::OtherName && signature.op == FormulaOp::Points;
        if (token_.kind != TokenKind::Name && !other) {
            fail(token_.kind == TokenKind::End ? "formula.unfinished" : "formula.expected_name",
                 {{"function", std::string(signature.name)}});
            return false;
        }
        if (other) node.op = FormulaOp::OtherPoints;
        node.name = token_.text;
        advance();
        return true;
    }

    /// A whole number that no value can change, kept in the node itself.
    bool take_constant(const Token& function, FormulaNode& node) {
        const Token start = token_;
        const std::size_t first = formula_.nodes.size();
        const Index argument = expression();
        if (!argument) return false;
        const Figure value = constant_value(formula_.nodes, *argument);
        const std::optional<std::int64_t> whole = value ? value->as_int64() : std::nullopt;
        const bool index = node.op != FormulaOp::Round;
        if (!whole || *whole > round_places_max || *whole < (index ? 0 : -round_places_max)) {
            fail_at(start, "formula.expected_constant", {{"function", upper(function.text)}});
            return false;
        }
        node.constant = *whole;
        formula_.nodes.resize(first);
        return true;
    }

    FormulaLimits limits_;
    Lexer lexer_;
    Token token_;
    Formula formula_;
    std::size_t depth_ = 0;
    std::optional<Refusal> refusal_;
};

}  // namespace

Result<Formula> parse_formula(std::string_view text, FormulaLimits limits) {
    if (text.size() > limits.bytes_max) {
        return refuse("formula.too_large", {{"column", std::to_string(limits.bytes_max)},
                                            {"found", ""},
                                            {"max", std::to_string(limits.bytes_max)}});
    }
    return Parser(text, limits).run();
}

}  // namespace sandau
