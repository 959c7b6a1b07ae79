package io.digi.model.config;

/// How a text index cuts texts into tokens.
public enum Tokenizer {
    /// Letters and digits that stand together are a token.
    WORD,
    /// What stands between whitespace is a token.
    WHITESPACE,
    /// As `WORD`, and so is every beginning of such a token: for search while typing.
    PREFIX
}
