package io.ameles.stream.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.stream.metric.MeasuredFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is told is what follows from the predictions, whatever happens and whenever it restarts. */
class HoldoutWatchProperties {
  private static final double ROUNDING = 1e-12;
  private static final int ALL_OF_THEM = 1_000;

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsToldFollowsFromTheRecordedPredictions(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int epochs) {
    Random random = new Random(seed);
    Course course = new Course(random);
    HoldoutWatch watch = watch();
    Map<String, Double> known = new HashMap<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Course.Step step = course.next();
      step.facts().forEach(watch::add);
      watch.stage(step.version());
      Map<String, Double> told = Course.byName(watch.closeEpoch(epoch, 0));
      for (String learner : Course.LEARNERS) {
        Map<String, Double> expected = of(learner, step.expected());
        if (of(learner, told).isEmpty()) {
          assertEqual(of(learner, known), lasting(expected));
        } else {
          assertEqual(of(learner, told), expected);
        }
      }
      known = lasting(step.expected());
      if (random.nextInt(3) == 0) {
        watch = restarted(watch);
      }
    }
  }

  /** What was not said again because it stays as it is; a spill is said of its epoch only. */
  private static Map<String, Double> lasting(Map<String, Double> facts) {
    Map<String, Double> lasting = new HashMap<>(facts);
    lasting.keySet().removeIf(name -> name.contains("spill") || name.contains("intended"));
    return lasting;
  }

  private static Map<String, Double> of(String learner, Map<String, Double> facts) {
    Map<String, Double> own = new HashMap<>(facts);
    own.keySet().removeIf(name -> !name.startsWith(learner));
    return own;
  }

  private static void assertEqual(Map<String, Double> told, Map<String, Double> expected) {
    assertThat(told).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, value) -> assertThat(told.get(name)).isCloseTo(value, within(ROUNDING)));
  }

  private static HoldoutWatch watch() {
    return new HoldoutWatch(
        new Grader(TensorDevice.CPU, Quantization.DEFAULT.step(), 3), ALL_OF_THEM);
  }

  private static HoldoutWatch restarted(HoldoutWatch before) {
    HoldoutWatch after = watch();
    after.restore(before.state(), before.examples());
    return after;
  }

  /** The same facts in the same epochs, whether it restarts after every one or never. */
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void restartsChangeNothing(@ForAll long seed) {
    Course course = new Course(new Random(seed));
    HoldoutWatch one = watch();
    HoldoutWatch other = watch();
    for (int epoch = 1; epoch <= 8; epoch++) {
      Course.Step step = course.next();
      step.facts().forEach(one::add);
      step.facts().forEach(other::add);
      one.stage(step.version());
      other.stage(step.version());
      List<MeasuredFact> told = one.closeEpoch(epoch, 0);
      List<MeasuredFact> toldAgain = other.closeEpoch(epoch, 0);
      assertThat(toldAgain).as("everything is said once more").containsAll(told);
      assertThat(other.state()).isEqualTo(one.state());
      assertThat(other.examples()).isEqualTo(one.examples());
      other = restarted(other);
    }
  }
}
