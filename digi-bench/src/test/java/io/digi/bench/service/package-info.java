@NullMarked
package io.digi.bench.service;

import org.jspecify.annotations.NullMarked;
