package io.ameles.stream.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.stream.Fixtures;
import io.ameles.stream.holdout.HoldoutFact;
import io.ameles.stream.holdout.Tag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenTagsTest {
  private static final Tag ZOO = new Tag(Tag.Kind.TASK, "zoo");
  private static final Tag CAT = new Tag(Tag.Kind.LABEL, "cat");

  private final SeenTags tags = new SeenTags();
  private final List<HoldoutFact> told = new ArrayList<>();

  @Test
  void anEpochIsToldInOneLineForEachTaskOrLabel() {
    tags.add(Fixtures.event("anna", "1").task("zoo").occurredAt(9).build());
    tags.add(Fixtures.event("anna", "2").label("dog").task("zoo").occurredAt(3).build());
    tags.add(Fixtures.event("anna", "3").occurredAt(5).build());
    tags.add(new Score("ridge", "cat", "zoo", 3, 2));
    tags.add(new Score("ridge", "dog", "zoo", 1, 0));
    tags.add(new Score("ridge", "cat", null, 1, 1));
    tags.add(Score.forgotten("ridge", "emu"));
    tags.closeEpoch(told::add);

    assertThat(told)
        .containsExactlyInAnyOrder(
            new HoldoutFact.Seen(ZOO, 3, 9),
            new HoldoutFact.Seen(CAT, 5, 5),
            new HoldoutFact.Outcome("ridge", ZOO, 4, 2),
            new HoldoutFact.Outcome("ridge", CAT, 1, 1));
  }

  @Test
  void theNextEpochBeginsAnew() {
    tags.add(Fixtures.event("anna", "1").build());
    tags.closeEpoch(told::add);
    told.clear();
    tags.closeEpoch(told::add);

    assertThat(told).isEmpty();
  }
}
