/**
 * Where arithmetic happens. {@link io.ameles.model.device.TensorDevice} names a device, {@link
 * io.ameles.model.device.HeadScorer} scores batches there, {@link
 * io.ameles.model.device.EngineProbe} finds out whether it works. Deep Java Library with PyTorch
 * underneath; no type of it leaves this module.
 */
@NullMarked
package io.ameles.model.device;

import org.jspecify.annotations.NullMarked;
