/** The names of everything that is measured. */
@NullMarked
package io.ameles.schema.metric;

import org.jspecify.annotations.NullMarked;
