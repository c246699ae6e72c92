//! Splits TeX into tokens: what the small grammar knows of it, and opaque ones for the rest.

use super::prose;
use super::token::{Digits, Kind, Operator, Passage, Token, Tokens, digits};

/// The tokens of a passage of TeX.
pub(super) fn tokens(passage: &Passage) -> Tokens<'_> {
    let mut lexer = Lexer { text: &passage.text, at: 0, list: Vec::new() };
    lexer.run();
    Tokens::new(passage, lexer.list, true)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    list: Vec<Token>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut spaced = true;
        while let Some(c) = self.text[self.at..].chars().next() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '~' | '&') {
                self.at += 1;
                spaced = true;
                continue;
            }
            if c == '\\' {
                spaced = self.command(spaced);
                continue;
            }
            let (kind, len) = self.token(c);
            self.push(kind, len, spaced);
            spaced = false;
        }
    }

    fn push(&mut self, kind: Kind, len: usize, spaced: bool) {
        let start = self.at;
        self.at += len;
        self.list.push(Token { kind, start, end: self.at, spaced, partner: usize::MAX });
    }

    fn token(&self, c: char) -> (Kind, usize) {
        let rest = &self.text[self.at..];
        let next = rest[c.len_utf8()..].chars().next();
        let one = |kind| (kind, c.len_utf8());
        match c {
            '0'..='9' => number(rest),
            '.' if next.is_some_and(|next| next.is_ascii_digit()) => number(rest),
            '+' => one(Kind::Operator(Operator::Plus)),
            '-' | '−' => one(Kind::Operator(Operator::Minus { certain: true })),
            '*' | '×' | '·' | '⋅' => one(Kind::Operator(Operator::Times)),
            '÷' => one(Kind::Operator(Operator::Divide { slash: false })),
            '/' => one(Kind::Operator(Operator::Divide { slash: true })),
            '^' => one(Kind::Power),
            '²' => one(Kind::Raised(2)),
            '³' => one(Kind::Raised(3)),
            '=' => one(Kind::Equals),
            '≈' => one(Kind::About),
            '<' | '>' | '≤' | '≥' | '≠' | '→' | '⇒' => one(Kind::Compare),
            '(' | '[' | '{' => one(Kind::Open),
            ')' | ']' | '}' => one(Kind::Close),
            ',' | ';' | '.' | '，' | '；' | '。' | '：' => one(Kind::Break),
            '¥' | '€' | '£' => one(Kind::Currency),
            // A multiple: `135x`.
            'x' if self.is_behind_number() && !next.is_some_and(is_variable) => one(Kind::Word),
            'e' if next == Some('^') => one(Kind::Word),
            '\u{3400}'..='\u{9FFF}' => {
                let len = rest.find(|c| !matches!(c, '\u{3400}'..='\u{9FFF}')).unwrap_or(rest.len());
                (Kind::Word, len)
            }
            _ => one(Kind::Opaque),
        }
    }

    fn is_behind_number(&self) -> bool {
        self.list.last().is_some_and(|last| last.end == self.at && matches!(last.kind, Kind::Number { .. }))
    }

    /// Reads what a backslash begins; returns whether a blank stands before the next token.
    fn command(&mut self, spaced: bool) -> bool {
        let rest = &self.text[self.at + 1..];
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if letters == 0 {
            let Some(c) = rest.chars().next() else {
                self.push(Kind::Opaque, 1, spaced);
                return false;
            };
            let len = 1 + c.len_utf8();
            let kind = match c {
                ',' | ';' | ':' | '!' | ' ' | '>' => {
                    self.at += len;
                    return true;
                }
                '%' => Kind::Percent,
                '$' => Kind::Currency,
                '\\' => Kind::Break,
                _ => Kind::Opaque,
            };
            self.push(kind, len, spaced);
            return false;
        }
        let name = &rest[..letters];
        let len = 1 + letters;
        let kind = match name {
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr"
            | "displaystyle" | "textstyle" | "limits" | "nonumber" => {
                self.at += len;
                return spaced;
            }
            "quad" | "qquad" => Kind::Break,
            "frac" | "dfrac" | "tfrac" | "cfrac" => Kind::Fraction,
            "sqrt" => Kind::Root,
            "log" | "lg" => Kind::Log,
            "ln" => Kind::Ln,
            "times" | "cdot" | "ast" => Kind::Operator(Operator::Times),
            "div" => Kind::Operator(Operator::Divide { slash: false }),
            "approx" | "simeq" | "thickapprox" => Kind::About,
            "le" | "leq" | "ge" | "geq" | "lt" | "gt" | "ne" | "neq" | "to" | "rightarrow" | "Rightarrow"
            | "implies" | "leqslant" | "geqslant" | "equiv" | "iff" | "ll" | "gg" => Kind::Compare,
            "text" | "mathrm" | "textbf" | "mathbf" | "textrm" | "textit" | "mathit" | "operatorname"
            | "mbox" | "boldsymbol" => return self.words(len, spaced),
            "begin" | "end" => return self.environment(len, spaced),
            _ => Kind::Opaque,
        };
        self.push(kind, len, spaced);
        false
    }

    /// The braces behind a command, if they hold no others.
    fn argument(&self, len: usize) -> Option<(usize, usize)> {
        let rest = &self.text[self.at + len..];
        let open = rest.find(|c: char| c != ' ').filter(|&at| rest[at..].starts_with('{'))?;
        let start = self.at + len + open + 1;
        let end = start + self.text[start..].find(['{', '}'])?;
        self.text[end..].starts_with('}').then_some((start, end))
    }

    /// `\text{…}` holds words; with a formula inside it is beyond the grammar.
    fn words(&mut self, len: usize, spaced: bool) -> bool {
        let Some((start, end)) = self.argument(len) else {
            self.push(Kind::Opaque, len, spaced);
            return false;
        };
        let from = self.list.len();
        prose::words(self.text, start, end, &mut self.list);
        if let Some(first) = self.list.get_mut(from) {
            first.spaced = spaced || self.text[start..].starts_with(' ');
        }
        self.at = end + 1;
        false
    }

    /// Lines set below each other are formulas of their own; matrices and cases are not.
    fn environment(&mut self, len: usize, spaced: bool) -> bool {
        let Some((start, end)) = self.argument(len) else {
            self.push(Kind::Opaque, len, spaced);
            return false;
        };
        let name = self.text[start..end].trim_end_matches('*');
        let is_lines = ["aligned", "align", "gathered", "gather", "split", "equation", "alignat", "eqnarray"]
            .contains(&name);
        let kind = if is_lines { Kind::Break } else { Kind::Opaque };
        self.push(kind, end + 1 - self.at, spaced);
        false
    }
}

fn is_variable(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '^' | '(' | '{')
}

fn number(rest: &str) -> (Kind, usize) {
    let separator = |text: &str| {
        let mark =
            ["{,}", ",", "\\,", "\\;", "{\\,}", "\\ "].into_iter().find(|mark| text.starts_with(mark))?;
        let behind = text[mark.len()..].chars().take_while(char::is_ascii_digit).count();
        // Only a group of three is certainly not the next number.
        (behind == 3 || (mark == "," && behind > 0)).then_some(mark.len())
    };
    match digits(rest, separator) {
        Digits::Number { value, ulp, len } => (Kind::Number { value, ulp }, len),
        Digits::Other { len } => (Kind::Opaque, len.max(1)),
    }
}
