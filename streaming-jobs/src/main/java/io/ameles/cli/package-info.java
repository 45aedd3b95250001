/**
 * The {@code ameles} command line. {@link io.ameles.cli.Ameles} is where it begins; one class per
 * command. Results go to standard output, everything else to standard error.
 */
@NullMarked
package io.ameles.cli;

import org.jspecify.annotations.NullMarked;
