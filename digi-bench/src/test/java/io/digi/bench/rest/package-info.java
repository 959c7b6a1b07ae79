@NullMarked
package io.digi.bench.rest;

import org.jspecify.annotations.NullMarked;
