package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a watch keeps obeys deletions. */
class InputWatchProperties {
  private static InputWatch watch() {
    return new InputWatch(Inputs.SPACE, new InputDriftSettings(100, 40, 1e-5, AfterAlarm.ADAPT));
  }

  @Property(tries = 30)
  void learnedAndForgottenIsTheSameAsNeverLearned(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int kept,
      @ForAll @IntRange(max = 60) int gone) {
    List<Inputs.Learned> stay = new Inputs(seed).next(kept);
    List<Inputs.Learned> leave = new Inputs(seed + 1).next(gone);
    List<Inputs.Learned> all = new ArrayList<>(stay);
    for (Inputs.Learned each : leave) {
      all.add(new Random(each.example().high()).nextInt(all.size() + 1), each);
    }
    InputWatch never = watch();
    InputWatch forgot = watch();
    stay.forEach(each -> each.to(never));
    all.forEach(each -> each.to(forgot));
    leave.forEach(each -> each.outOf(forgot));
    assertThat(forgot.state().blocks()).isEqualTo(never.state().blocks());
    assertThat(forgot.state().reference()).isEqualTo(never.state().reference());
    assertThat(new HashSet<>(forgot.state().inReference()))
        .isEqualTo(new HashSet<>(never.state().inReference()));
  }

  /** Whatever comes and goes, what is kept is the sum over the examples that are remembered. */
  @Property(tries = 30)
  void sumsAreThoseOfTheRememberedExamples(@ForAll long seed) {
    Random random = new Random(seed);
    Inputs inputs = new Inputs(seed + 1);
    InputWatch watch = watch();
    List<Inputs.Learned> live = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      if (live.isEmpty() || random.nextInt(10) < 7) {
        Inputs.Learned next = inputs.mean(i < 300 ? 0 : 1).next();
        live.add(next);
        next.to(watch);
      } else {
        live.remove(random.nextInt(live.size())).outOf(watch);
      }
    }
    InputWatchState state = watch.state();
    Set<?> inReference = new HashSet<>(state.inReference());
    Set<?> inWindow = new HashSet<>(state.inWindow());
    assertThat(state.reference()).isEqualTo(sums(live, inReference));
    assertThat(state.window()).isEqualTo(sums(live, inWindow));
    KernelSums blocks = new KernelSums(Inputs.SPACE.features());
    state.blocks().forEach(block -> blocks.add(block, 1));
    assertThat(blocks).isEqualTo(state.reference().kernel());
  }

  private static InputSums sums(List<Inputs.Learned> live, Set<?> members) {
    return Inputs.sums(live.stream().filter(each -> members.contains(each.example())).toList());
  }
}
