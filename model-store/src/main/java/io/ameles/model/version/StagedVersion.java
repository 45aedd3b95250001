package io.ameles.model.version;

/**
 * A version that is written completely under a temporary name and not yet visible.
 *
 * @param epoch the version's epoch
 * @param directory the temporary name, below the model's folder
 */
public record StagedVersion(long epoch, String directory) {}
