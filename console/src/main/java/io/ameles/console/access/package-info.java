/** Who may do what: tokens, sessions, certificates. No HTTP. */
@NullMarked
package io.ameles.console.access;

import org.jspecify.annotations.NullMarked;
