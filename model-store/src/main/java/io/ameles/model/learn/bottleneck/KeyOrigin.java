package io.ameles.model.learn.bottleneck;

/** Where the keys of a codebook come from. */
enum KeyOrigin {
  /** Drawn from the seed. */
  SEEDED,
  /** Fitted to a public bootstrap set. */
  BOOTSTRAP
}
