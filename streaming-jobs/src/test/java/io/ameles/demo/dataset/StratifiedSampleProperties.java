package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StratifiedSampleProperties {

  @Property
  void sharesAddUpAndAreProportionalToWithinOne(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 1_000_000) Integer> parts,
      @ForAll @DoubleRange(min = 0, max = 1) double part) {
    int[] counts = parts.stream().mapToInt(Integer::intValue).toArray();
    int total = Arrays.stream(counts).sum();
    Assume.that(total > 0);
    int wanted = (int) Math.round(part * total);

    int[] shares = StratifiedSample.shares(counts, wanted);

    assertThat(Arrays.stream(shares).sum()).isEqualTo(wanted);
    for (int i = 0; i < counts.length; i++) {
      double exact = (double) counts[i] * wanted / total;
      assertThat((double) shares[i]).isBetween(Math.floor(exact), Math.ceil(exact));
      assertThat(shares[i]).isBetween(0, counts[i]);
    }
  }
}
