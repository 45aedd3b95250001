/**
 * Numbers with names: {@link io.ameles.model.tensor.Safetensors} is the one file format in which
 * parameters and statistics leave a process, readable in any language.
 */
@NullMarked
package io.ameles.model.tensor;

import org.jspecify.annotations.NullMarked;
