/**
 * Where arithmetic happens. {@link io.ameles.model.device.TensorDevice} names a device, {@link
 * io.ameles.model.device.TrainingLock} admits one training at a time, {@link
 * io.ameles.model.device.EngineProbe} finds out what the engine can do. {@link
 * io.ameles.model.device.IntegerProducts} and {@link io.ameles.model.device.SignProjection} are the
 * arithmetic that must be exact. Deep Java Library with PyTorch underneath; no other module sees a
 * type of it.
 */
@NullMarked
package io.ameles.model.device;

import org.jspecify.annotations.NullMarked;
