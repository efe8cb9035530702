//! Scripts as they are sent: without comments and blanks, and with short names for what is theirs alone.
//!
//! What a function declares (parameters, variables, functions in it) nobody sees from outside, so it may have any other
//! name; properties, what stands at the top and what nobody declares keep theirs. A word becomes the same short one
//! wherever it stands, so no two names can become one. Understood is how the default theme's scripts are written, with
//! `var` and `function`; a script that has anything else is sent without its comments only.
//!
//! Why not a library: those that do this read the whole language and bring more code than all of this program, for three
//! kilobytes; this one leaves alone what it is not sure of.

use std::collections::{BTreeMap, BTreeSet};

/// The script as it is sent.
pub(super) fn sent(script: &str) -> String {
    shortened(script).unwrap_or_else(|| without_comments(script))
}

/// A script without its comments and indentation. It only drops what stands on lines of its own, so no string can
/// suffer.
fn without_comments(script: &str) -> String {
    let mut kept = String::new();
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = !is_comment && line.starts_with("/*");
        if begins || is_comment {
            is_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn shortened(script: &str) -> Option<String> {
    let tokens = tokens(script)?;
    let scopes = Scopes::of(&tokens)?;
    let names = short_names(&tokens, &scopes);
    let mut text = String::new();
    let mut before: Option<&Token<'_>> = None;
    for (at, token) in tokens.iter().enumerate() {
        if let Some(before) = before {
            text.push_str(between(before, token));
        }
        let short = names.get(token.text).filter(|_| scopes.is_name(&tokens, at));
        text.push_str(short.map_or(token.text, String::as_str));
        before = Some(token);
    }
    text.push('\n');
    Some(text)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// A number, a string, a regular expression.
    Literal,
    /// One character, or `++` and `--`.
    Sign,
}

#[derive(Debug)]
struct Token<'s> {
    kind: Kind,
    text: &'s str,
    /// What stands before it.
    blank: Blank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    None,
    Space,
    Line,
}

/// Words after which no operand has ended: a slash begins a regular expression.
const BEFORE_OPERANDS: [&str; 12] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "else",
    "do",
    "instanceof",
];
/// With these a script is of another kind.
const NOT_UNDERSTOOD: [&str; 10] =
    ["let", "const", "class", "import", "export", "async", "await", "yield", "with", "eval"];
/// What stands before a bracket that is no function's.
const STATEMENTS: [&str; 5] = ["if", "for", "while", "switch", "catch"];
/// The words of the language that are as short as a short name.
const SHORT_WORDS: [&str; 3] = ["do", "if", "in"];

fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = script;
    let mut blank = Blank::None;
    while let Some(first) = rest.chars().next() {
        let is_comment = rest.starts_with("//") || rest.starts_with("/*");
        // «if (a) /b/.test(c)» or «(a) / b / c»: which it is depends on what the bracket belongs to.
        let is_after_bracket = tokens.last().is_some_and(|before| before.text == ")");
        if first == '/' && !is_comment && is_after_bracket && length_of_expression(rest).is_some() {
            return None;
        }
        let (kind, length) = match first {
            _ if is_comment || first.is_whitespace() => (None, length_of_blank(rest)?),
            '\'' | '"' => (Some(Kind::Literal), length_of_string(rest)?),
            '/' if is_operand_next(tokens.last())? => {
                (Some(Kind::Literal), length_of_expression(rest)?)
            }
            '0'..='9' => (Some(Kind::Literal), length_while(rest, |c| c == '.' || is_letter(c))),
            _ if is_letter(first) => (Some(Kind::Word), length_while(rest, is_letter)),
            _ if ["=>", "..."].iter().any(|sign| rest.starts_with(sign)) => return None,
            _ if ["++", "--"].iter().any(|sign| rest.starts_with(sign)) => (Some(Kind::Sign), 2),
            _ if first.is_ascii() && !"`#@\\".contains(first) => (Some(Kind::Sign), 1),
            _ => return None,
        };
        let (text, after) = rest.split_at(length);
        rest = after;
        match kind {
            None if text.contains('\n') => blank = Blank::Line,
            None => blank = blank.max(Blank::Space),
            Some(Kind::Word)
                if NOT_UNDERSTOOD.contains(&text)
                    && tokens.last().is_none_or(|before| before.text != ".") =>
            {
                return None;
            }
            Some(kind) => {
                tokens.push(Token { kind, text, blank });
                blank = Blank::None;
            }
        }
    }
    Some(tokens)
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || sign == '$'
}

fn length_while(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|sign| !is_part(sign)).unwrap_or(text.len())
}

/// Blanks, or a comment; none where a comment does not end.
fn length_of_blank(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(length_while(text, |sign| sign != '\n'));
    }
    if text.starts_with("/*") {
        return text.find("*/").map(|end| end + 2);
    }
    Some(length_while(text, char::is_whitespace))
}

fn length_of_string(text: &str) -> Option<usize> {
    let quote = text.chars().next();
    let mut is_escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if Some(sign) == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// A regular expression with its flags.
fn length_of_expression(text: &str) -> Option<usize> {
    let (mut is_escaped, mut is_class) = (false, false);
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_class = true,
            ']' => is_class = false,
            '/' if !is_class => {
                let (_, flags) = text.split_at(at + 1);
                return Some(at + 1 + length_while(flags, is_letter));
            }
            _ => {}
        }
    }
    None
}

/// Whether a slash after this begins a regular expression; none where that cannot be told.
fn is_operand_next(before: Option<&Token<'_>>) -> Option<bool> {
    let Some(before) = before else { return Some(true) };
    match before.kind {
        Kind::Word => Some(BEFORE_OPERANDS.contains(&before.text)),
        Kind::Literal => Some(false),
        Kind::Sign if before.text == "}" => None,
        Kind::Sign => Some(![")", "]", "++", "--"].contains(&before.text)),
    }
}

/// What must stay between two tokens: a line's end where the next one may begin a statement, a blank where they would
/// become one.
fn between(before: &Token<'_>, token: &Token<'_>) -> &'static str {
    let is_one_of = |one: &Token<'_>, signs: &[&str]| signs.contains(&one.text);
    let may_end = before.kind != Kind::Sign || is_one_of(before, &[")", "]", "}", "++", "--"]);
    let may_begin = token.kind != Kind::Sign || is_one_of(token, &["{", "}", "++", "--", "!", "~"]);
    match token.blank {
        Blank::None => "",
        Blank::Line if may_end && may_begin => "\n",
        _ if would_join(before.text, token.text) => " ",
        _ => "",
    }
}

fn would_join(before: &str, after: &str) -> bool {
    match (before.chars().next_back(), after.chars().next()) {
        (Some(last), Some(first)) if is_letter(last) => is_letter(first) || first == '.',
        (Some(last), Some(first)) => {
            matches!((last, first), ('+', '+') | ('-', '-' | '>') | ('/', '/') | ('<', '!'))
        }
        _ => false,
    }
}

/// What each function declares.
struct Scopes<'s> {
    /// The scope that holds it, and its names; the first is the top, whose names everybody sees.
    all: Vec<(usize, BTreeSet<&'s str>)>,
    /// The scope of each token.
    of_tokens: Vec<usize>,
}

impl<'s> Scopes<'s> {
    /// None for a script of another kind.
    fn of(tokens: &[Token<'s>]) -> Option<Scopes<'s>> {
        let mut scopes = Scopes { all: vec![(0, BTreeSet::new())], of_tokens: Vec::new() };
        // The open brackets: where they stand, and the scope within.
        let mut open: Vec<(usize, usize)> = Vec::new();
        // How many brackets were open where each list of variables began that has not ended.
        let mut lists: Vec<usize> = Vec::new();
        let mut closed: usize = 0;
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let scope = open.last().map_or(0, |(_, scope)| *scope);
            scopes.of_tokens.push(scope);
            let before = at.checked_sub(1).map_or("", text);
            let ends_statement = token.blank == Blank::Line
                && token.kind == Kind::Word
                && at > 0
                && !matches!(tokens[at - 1].kind, Kind::Sign if ![")", "]", "}"].contains(&before));
            if lists.last() == Some(&open.len())
                && (token.text == ";"
                    || [")", "]", "}", "in", "of"].contains(&token.text)
                    || ends_statement)
            {
                lists.pop();
            }
            // `{ one, other }` is an object whose keys are its values' names.
            if token.kind == Kind::Word
                && ["{", ","].contains(&before)
                && ["}", ","].contains(&text(at + 1))
                && open.last().is_some_and(|(bracket, _)| text(*bracket) == "{")
                && lists.last() != Some(&open.len())
            {
                return None;
            }
            match token.text {
                "function" if before != "." => {
                    at += 1;
                    if text(at) != "(" {
                        scopes.declare(tokens.get(at)?, scope)?;
                        at += 1;
                    }
                    let own = scopes.all.len();
                    scopes.all.push((scope, BTreeSet::new()));
                    while text(at) != ")" {
                        scopes.of_tokens.push(own);
                        if !["(", ","].contains(&text(at)) {
                            scopes.all[own].1.insert(word(tokens.get(at)?)?);
                        }
                        at += 1;
                    }
                    scopes.of_tokens.push(own);
                    at += 1;
                    if text(at) != "{" {
                        return None;
                    }
                    scopes.of_tokens.push(own);
                    open.push((at, own));
                }
                "var" if before != "." => {
                    scopes.all[scope].1.insert(word(tokens.get(at + 1)?)?);
                    lists.push(open.len());
                }
                "," if lists.last() == Some(&open.len()) => {
                    scopes.all[scope].1.insert(word(tokens.get(at + 1)?)?);
                }
                "catch" if before == "}" => {
                    scopes.all[scope].1.insert(word(tokens.get(at + 2)?)?);
                }
                "(" | "[" => open.push((at, scope)),
                "{" => {
                    // A method without `function`, as newer scripts have.
                    let name =
                        closed.checked_sub(1).filter(|_| before == ")").map(|at| (text(at), at));
                    if name.is_some_and(|(name, place)| {
                        tokens[place].kind == Kind::Word
                            && !STATEMENTS.contains(&name)
                            && !place
                                .checked_sub(1)
                                .is_some_and(|at| ["get", "set"].contains(&text(at)))
                    }) {
                        return None;
                    }
                    open.push((at, scope));
                }
                ")" | "]" | "}" => closed = open.pop()?.0,
                _ => {}
            }
            at += 1;
        }
        open.is_empty().then_some(scopes)
    }

    fn declare(&mut self, token: &Token<'s>, scope: usize) -> Option<()> {
        self.of_tokens.push(scope);
        self.all[scope].1.insert(word(token)?);
        Some(())
    }

    /// Whether the word is a name and no property, key, getter or text.
    fn is_name(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |one| one.text);
        let (before, after) = (text(at.checked_sub(1)), text(Some(at + 1)));
        let is_key = after == ":" && ["{", ","].contains(&before);
        let is_getter = after == "(" && ["get", "set"].contains(&before);
        tokens[at].kind == Kind::Word && before != "." && !is_key && !is_getter
    }

    /// Whether a function around it declares this name.
    fn is_declared(&self, name: &str, mut scope: usize) -> bool {
        while scope > 0 {
            let (above, names) = &self.all[scope];
            if names.contains(name) {
                return true;
            }
            scope = *above;
        }
        false
    }
}

fn word<'s>(token: &Token<'s>) -> Option<&'s str> {
    (token.kind == Kind::Word).then_some(token.text)
}

/// The short names, the shortest for the most frequent; none for a word that somewhere is a name of others.
fn short_names<'s>(tokens: &[Token<'s>], scopes: &Scopes<'_>) -> BTreeMap<&'s str, String> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut of_others: BTreeSet<&str> = SHORT_WORDS.into_iter().collect();
    for (at, token) in tokens.iter().enumerate().filter(|(at, _)| scopes.is_name(tokens, *at)) {
        if scopes.is_declared(token.text, scopes.of_tokens[at]) {
            *uses.entry(token.text).or_default() += 1;
        } else {
            of_others.insert(token.text);
        }
    }
    let mut own =
        uses.into_iter().filter(|(name, _)| !of_others.contains(name)).collect::<Vec<_>>();
    own.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let free = (0..).map(name_of).filter(|name| !of_others.contains(name.as_str()));
    own.into_iter().map(|(name, _)| name).zip(free).collect()
}

/// «a», … «z», «A», … «Z», «aa», …
fn name_of(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = u8::try_from(number % 52).unwrap_or_default();
        let first = if letter < 26 { b'a' } else { b'A' - 26 };
        name.insert(0, char::from(first + letter));
        if number < 52 {
            return name;
        }
        number = number / 52 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{sent, without_comments};

    #[test]
    fn names_of_functions_become_short_and_nothing_else() {
        let script = "/* Told. */
            (function (root) {
              'use strict'; // and how
              var parts = root.parts || {}, other = /[/'\"]parts/g;
              function find(word, parts2) {
                return word ? parts2 : { word: word, get other() { return other.word; } }[word];
              }
              for (var name in parts) other = name + +find(document, 'word')
              root.find = find;
            })(window);
            function top() { return top.word; }";
        let expected = "(function(d){'use strict';var f=d.parts||{},c=/[/'\"]parts/g;\
            function b(a,g){return a?g:{word:a,get other(){return c.word;}}[a];}\n\
            for(var e in f)c=e+ +b(document,'word')\nd.find=b;})(window);function top(){return top.word;}\n";
        assert_eq!(sent(script), expected);
    }

    #[test]
    fn a_name_of_others_is_nobodys_short_name() {
        let script =
            "function f(one) { return a + one; }\nfunction g(name) { return name; }\nname();\n";
        let expected = "function f(b){return a+b;}\nfunction g(name){return name;}\nname();\n";
        assert_eq!(sent(script), expected);
    }

    #[test]
    fn a_list_of_variables_ends_with_its_statement() {
        let script = "function f() { var one = [g(1, two), 2], three\n  four(five, six) }";
        assert_eq!(sent(script), "function f(){var a=[g(1,two),2],b\nfour(five,six)}\n");
    }

    #[test]
    fn scripts_of_another_kind_are_sent_as_they_are() {
        for line in [
            "const word = 1;",
            "f(word => word);",
            "f(`${word}`);",
            "function f(word) { return { word }; }",
            "function f(word) { return { word, other: 1 }; }",
            "function f({ word }) { return word; }",
            "function f(word = 1) { return word; }",
            "function f(word) { return { get(word) { return word; } }; }",
            "function f(word) { var { other } = word; }",
            "function f(word) { eval('word'); }",
            "function f(word) { return word",
            "f('word",
            "function f(word, is) { if (is) /word/.test(word); }",
        ] {
            assert_eq!(sent(&format!("  {line}\n// no\n")), format!("{line}\n"));
        }
        let property = "function f(word) { word.async = word.class; }";
        assert_eq!(sent(property), "function f(a){a.async=a.class;}\n");
    }

    #[test]
    fn only_whole_lines_of_comment_are_dropped() {
        let script =
            "/* One\n * two */\n  var a = '// no';\n  // yes\n\n  /* x */\n  b('/* no */');\n";
        assert_eq!(without_comments(script), "var a = '// no';\nb('/* no */');\n");
    }
}
