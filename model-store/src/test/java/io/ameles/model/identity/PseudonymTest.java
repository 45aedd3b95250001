package io.ameles.model.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PseudonymTest {
  /** State is partitioned by it: a change would hide every example from its own subject. */
  @Test
  void hashIsWhatItHasAlwaysBeen() {
    assertThat(new Pseudonym(0x0123456789abcdefL, 0xfedcba9876543210L).hashCode())
        .isEqualTo(0x11111100);
    assertThat(new Pseudonym(1, 2).hashCode()).isEqualTo(33);
  }

  @Test
  void hexHasThirtyTwoDigits() {
    assertThat(new Pseudonym(1, -1).toHex()).isEqualTo("0000000000000001ffffffffffffffff");
  }
}
