/**
 * Versions become files, together with the checkpoint: {@link io.ameles.stream.version.VersionSink}
 * writes a version before its barrier and publishes it when the checkpoint is complete.
 */
@NullMarked
package io.ameles.stream.version;

import org.jspecify.annotations.NullMarked;
