package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sets of examples as sums. */
class InputSumsProperties {
  @Property(tries = 50)
  void theOrderDoesNotMatter(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    List<Inputs.Learned> examples = new Inputs(seed).next(count);
    InputSums sums = Inputs.sums(examples);
    Collections.shuffle(examples, new Random(seed + 1));
    assertThat(Inputs.sums(examples)).isEqualTo(sums).hasSameHashCodeAs(sums);
  }

  @Property(tries = 50)
  void joinedIsTheSameAsAllAtOnce(
      @ForAll long seed, @ForAll @IntRange(max = 20) int one, @ForAll @IntRange(max = 20) int two) {
    List<Inputs.Learned> examples = new Inputs(seed).next(one + two);
    InputSums first = Inputs.sums(examples.subList(0, one));
    InputSums second = Inputs.sums(examples.subList(one, one + two));
    assertThat(first.plus(second)).isEqualTo(Inputs.sums(examples)).isEqualTo(second.plus(first));
  }

  @Property(tries = 50)
  void takenAwayIsTheSameAsNeverAdded(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int kept,
      @ForAll @IntRange(max = 20) int gone) {
    List<Inputs.Learned> examples = new Inputs(seed).next(kept + gone);
    InputSums all = Inputs.sums(examples);
    InputSums left = all.minus(Inputs.sums(examples.subList(kept, kept + gone)));
    assertThat(left).isEqualTo(Inputs.sums(examples.subList(0, kept)));
    assertThat(left.isZero()).isEqualTo(kept == 0);
    assertThat(all.minus(all).isZero()).isTrue();
    assertThat(all.count()).isEqualTo(kept + gone);
  }

  @Property(tries = 20)
  void readIsWhatWasWritten(@ForAll long seed, @ForAll @IntRange(max = 20) int count)
      throws IOException {
    InputSums sums = Inputs.sums(new Inputs(seed).next(count));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(InputSums.readFrom(in)).isEqualTo(sums);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Property(tries = 50)
  void everyValueIsInOneBinAndLabelsAddUp(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
    InputSums sums = Inputs.sums(new ArrayList<>(new Inputs(seed).deviation(9).next(count)));
    for (int i = 0; i < Inputs.DIMENSION; i++) {
      long total = 0;
      for (long bin : sums.bins(i)) {
        assertThat(bin).isNotNegative();
        total += bin;
      }
      assertThat(total).isEqualTo(count);
    }
    assertThat(sums.labels().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(count);
  }
}
