/// A tour of Digi on sample texts: a server of its own, three tenants, questions in words, and
/// proof that the tenants are kept apart. It speaks to its server over REST like any client.
@NullMarked
package io.digi.cli.demo;

import org.jspecify.annotations.NullMarked;
