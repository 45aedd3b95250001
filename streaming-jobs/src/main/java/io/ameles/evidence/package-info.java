/**
 * Evidence for people: {@link io.ameles.evidence.EvidenceRun} puts learners to the test on streams
 * of a data set, over several seeds, and the result is a table ({@link
 * io.ameles.evidence.EvidenceTable}), a file for programs ({@link
 * io.ameles.evidence.EvidenceReport}) and plots ({@link io.ameles.evidence.EvidencePlots}). What is
 * measured, and how, is in {@code io.ameles.model.evidence}.
 */
@NullMarked
package io.ameles.evidence;

import org.jspecify.annotations.NullMarked;
