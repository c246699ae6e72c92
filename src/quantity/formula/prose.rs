//! Splits prose and table cells into tokens.

use super::token::{Digits, Kind, Operator, Passage, Token, Tokens, digits};
use crate::contract::title::is_han;

/// The tokens of a passage of prose.
pub(super) fn tokens(passage: &Passage) -> Tokens<'_> {
    let mut lexer = Lexer { text: &passage.text, at: 0, list: Vec::new() };
    lexer.run(passage.text.len(), false);
    Tokens::new(passage, lexer.list, false)
}

/// The tokens of the words inside a TeX command such as `\text`.
pub(super) fn words(text: &str, start: usize, end: usize, list: &mut Vec<Token>) {
    let mut lexer = Lexer { text, at: start, list: std::mem::take(list) };
    lexer.run(end, true);
    *list = lexer.list;
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    list: Vec<Token>,
}

impl Lexer<'_> {
    fn run(&mut self, end: usize, is_tex: bool) {
        let mut spaced = true;
        while self.at < end {
            let rest = &self.text[self.at..end];
            let Some(c) = rest.chars().next() else { break };
            if c == ' ' || c == '\t' || c == '\u{A0}' {
                self.at += c.len_utf8();
                spaced = true;
                continue;
            }
            let (kind, len) = self.token(c, rest);
            // A slash in `\text{req/s}` joins a unit like one in prose.
            let kind = if is_tex && kind == Kind::Break { Kind::Opaque } else { kind };
            self.list.push(Token { kind, start: self.at, end: self.at + len, spaced, partner: usize::MAX });
            self.at += len;
            spaced = false;
        }
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn token(&self, c: char, rest: &str) -> (Kind, usize) {
        let next = rest[c.len_utf8()..].chars().next();
        let touches_digit = next.is_some_and(|next| next.is_ascii_digit());
        let behind_digit = self.before().is_some_and(|before| before.is_ascii_digit());
        let one = |kind| (kind, c.len_utf8());
        match c {
            '0'..='9' => number(rest),
            '.' if touches_digit && !self.before().is_some_and(char::is_alphanumeric) => number(rest),
            '\n' | ',' | '.' | ';' | '!' | '?' | '"' | '\'' | '，' | '。' | '；' | '！' | '？' | '：'
            | '、' | '“' | '”' | '‘' | '’' | '「' | '」' | '—' | '…' | '•' | '【' | '】' | '《' | '》'
            | '│' => {
                let len = rest.chars().take_while(|&other| other == c).count() * c.len_utf8();
                if next == Some('=') && c == '!' { (Kind::Compare, 2) } else { (Kind::Break, len) }
            }
            ':' if next == Some('=') => (Kind::Opaque, 2),
            // `10:30`, `3:1`
            ':' if touches_digit && behind_digit => one(Kind::Opaque),
            ':' => one(Kind::Break),
            '=' | '<' | '>' | '~' | '-' | '+' | '*' | '/' | '|' | '&' | '^' => self.signs(c, rest),
            '≈' | '≃' | '≅' | '≒' => one(Kind::About),
            '≠' | '≤' | '≥' | '≪' | '≫' | '≡' | '∝' | '→' | '⇒' | '←' | '↔' | '⇔' | '➜' => {
                one(Kind::Compare)
            }
            '×' | '✕' | '✖' | '·' | '⋅' | '∙' => one(Kind::Operator(Operator::Times)),
            '÷' => one(Kind::Operator(Operator::Divide { slash: false })),
            '∕' => one(Kind::Operator(Operator::Divide { slash: true })),
            '−' => one(Kind::Operator(Operator::Minus { certain: true })),
            '–' => one(Kind::Operator(Operator::Minus { certain: false })),
            '²' => one(Kind::Raised(2)),
            '³' => one(Kind::Raised(3)),
            '¹' => one(Kind::Raised(1)),
            '⁰' => one(Kind::Raised(0)),
            '⁴'..='⁹' => one(Kind::Raised((c as u32 - 0x2070) as u8)),
            '%' => one(Kind::Percent),
            '‰' => one(Kind::Permille),
            '$' | '¥' | '€' | '£' | '₹' | '₩' => one(Kind::Currency),
            '(' | '[' => one(Kind::Open),
            ')' | ']' => one(Kind::Close),
            '√' | '#' | '@' | '\\' | '{' | '}' | '`' | '\u{FFFC}' | '±' | '∑' | '∞' => {
                one(Kind::Opaque)
            }
            _ if is_han(c) => (Kind::Word, run(rest, is_han)),
            _ if c.is_alphabetic() || c == '_' || c == '°' || c == '℃' => {
                let mut len = run(rest, |c| {
                    (c.is_alphanumeric() || c == '_' || c == '°') && !is_han(c) && !is_raised(c)
                });
                // `v1.2`
                while rest[len..].starts_with('.')
                    && rest[len + 1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    len += 1 + run(&rest[len + 1..], |c| c.is_ascii_alphanumeric());
                }
                // `US$` is one sign.
                let is_sign =
                    rest[len..].starts_with('$') && ["US", "HK", "NT", "A", "C", "S"].contains(&&rest[..len]);
                if is_sign { (Kind::Currency, len + 1) } else { (Kind::Word, len.max(c.len_utf8())) }
            }
            // Emoji and other decoration set things apart.
            _ if !c.is_ascii() && !c.is_numeric() => one(Kind::Break),
            _ => one(Kind::Opaque),
        }
    }

    /// Signs that mean something else in a row: `==`, `=>`, `<=`, `->`, `+=`, `~=`.
    fn signs(&self, c: char, rest: &str) -> (Kind, usize) {
        let len =
            run(rest, |c| matches!(c, '=' | '<' | '>' | '~' | '-' | '+' | '*' | '/' | '|' | '&' | '^' | '!'));
        let kind = match &rest[..len] {
            "=" => Kind::Equals,
            "~=" | "=~" => Kind::About,
            "+" => Kind::Operator(Operator::Plus),
            "-" => Kind::Operator(Operator::Minus { certain: false }),
            "*" => Kind::Operator(Operator::Times),
            "/" => Kind::Operator(Operator::Divide { slash: true }),
            "^" => Kind::Power,
            // A range, unless it stands before a number of its own.
            "~" if self.before().is_some_and(|c| c.is_alphanumeric() || c == '%' || c == ')') => Kind::Opaque,
            "~" => Kind::Tilde,
            "<" | ">" | "<=" | ">=" | "->" | "=>" | "<-" | "<->" | "-->" | "<=>" | "<>" => Kind::Compare,
            // `= -5`, `= ~5` and `× -5` without the blank.
            "=-" | "=+" | "*-" | "/-" | "+-" => return (self.signs_first(c), 1),
            "--" | "---" => Kind::Break,
            _ => Kind::Opaque,
        };
        (kind, len)
    }

    fn signs_first(&self, c: char) -> Kind {
        match c {
            '=' => Kind::Equals,
            '*' => Kind::Operator(Operator::Times),
            '/' => Kind::Operator(Operator::Divide { slash: true }),
            _ => Kind::Operator(Operator::Plus),
        }
    }
}

fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹')
}

fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn number(rest: &str) -> (Kind, usize) {
    let separator = |text: &str| {
        let c = text.chars().next()?;
        let behind = text[c.len_utf8()..].chars().next()?;
        (matches!(c, ',' | '_' | '\u{2009}' | '\u{202F}') && behind.is_ascii_digit()).then_some(c.len_utf8())
    };
    match digits(rest, separator) {
        Digits::Number { value, ulp, len } => (Kind::Number { value, ulp }, len),
        Digits::Other { len } => (Kind::Opaque, len.max(1)),
    }
}
