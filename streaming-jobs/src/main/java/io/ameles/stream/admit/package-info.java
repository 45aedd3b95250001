/**
 * What may be carried out. {@link io.ameles.stream.admit.Gate} decides on every request before the
 * ledger sees it: refuses what was found wanting when it was read, what comes too often and what a
 * legal hold protects, and holds what would remove much at once until a second person confirms it.
 * {@link io.ameles.stream.admit.AdmitOperator} runs it; {@link io.ameles.stream.admit.GateBook} is
 * what it remembers.
 */
@NullMarked
package io.ameles.stream.admit;

import org.jspecify.annotations.NullMarked;
