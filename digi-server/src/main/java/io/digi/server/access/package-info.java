/// Who may do what. Every operation has a row in [Action]; a request is admitted on that row before
/// its body is read; and only here an engine's `Scope` is made, from the caller's credential and
/// from what the request says about tenants.
@NullMarked
package io.digi.server.access;

import org.jspecify.annotations.NullMarked;
