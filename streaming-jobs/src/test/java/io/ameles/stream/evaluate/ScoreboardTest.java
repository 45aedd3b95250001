package io.ameles.stream.evaluate;

import static io.ameles.stream.evaluate.Animals.cats;
import static io.ameles.stream.evaluate.Animals.dogs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.evaluate.Scoreboard.Counts;
import io.ameles.stream.evaluate.Scoreboard.Entry;
import io.ameles.stream.evaluate.Scoreboard.Line;
import io.ameles.stream.evaluate.Scoreboard.Subject;
import io.ameles.stream.ledger.TagDeletion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final long WINDOW = 10;

  private final Scoreboard board = new Scoreboard(WINDOW);

  @Test
  void scoresAreAddedUpOverallPerLabelAndPerTask() {
    board.add(cats(4, 1));
    board.add(dogs(6, 5));
    board.closeEpoch();
    board.add(dogs(2, 2));

    assertThat(board.closeEpoch())
        .containsExactlyInAnyOrder(
            entry(Subject.OVERALL, "", 12, 8),
            entry(Subject.WINDOW, "", 12, 8),
            entry(Subject.LABEL, "dog", 8, 7),
            entry(Subject.TASK, "zoo", 8, 7));
  }

  @Test
  void epochWithoutScoresChangesNothing() {
    board.add(cats(4, 1));
    board.closeEpoch();

    assertThat(board.closeEpoch()).isEmpty();
  }

  @Test
  void windowIsTheShortestRunOfEpochsThatHoldsEnough() {
    assertThat(windowAfter(cats(4, 0))).isEqualTo(new Counts(4, 0));
    assertThat(windowAfter(cats(4, 4))).isEqualTo(new Counts(8, 4));
    assertThat(windowAfter(cats(4, 4))).isEqualTo(new Counts(12, 8));
    assertThat(windowAfter(cats(2, 2))).isEqualTo(new Counts(10, 10));
    assertThat(windowAfter(cats(30, 3))).isEqualTo(new Counts(30, 3));
    assertThat(windowAfter(cats(1, 1))).isEqualTo(new Counts(31, 4));
  }

  @Test
  void nothingIsKeptAboutALabelThatIsForgottenAndItsCountBeginsAnew() {
    board.add(cats(4, 1));
    board.add(dogs(6, 5));
    board.closeEpoch();
    board.add(dogs(1, 1));
    board.add(Score.forgotten(NearestMean.TYPE, "dog"));

    assertThat(board.closeEpoch())
        .extracting(entry -> entry.line().tag())
        .doesNotContain("dog")
        .contains("zoo");
    assertThat(board.save()).extracting(entry -> entry.line().tag()).doesNotContain("dog");
    assertThat(board.closeEpoch()).isEmpty();
    board.add(dogs(2, 2));
    assertThat(board.closeEpoch())
        .contains(entry(Subject.LABEL, "dog", 2, 2), entry(Subject.OVERALL, "", 13, 9));
  }

  @Test
  void nothingIsKeptAboutALabelThatCameAndWentWithinOneEpoch() {
    board.add(new Score(NearestMean.TYPE, "dog", null, 3, 0, false));

    assertThat(board.closeEpoch())
        .containsExactlyInAnyOrder(
            entry(Subject.OVERALL, "", 3, 0), entry(Subject.WINDOW, "", 3, 0));
  }

  @Test
  void nothingIsKeptAboutATaskThatIsDeletedNorAboutWhatWasScoredInThatEpoch() {
    board.add(dogs(6, 5));
    board.add(new Score("other", "dog", "zoo", 6, 5));
    board.closeEpoch();
    board.add(dogs(1, 1));
    board.add(Score.deleted(new TagDeletion(DeletionScope.TASK, "zoo", 0, 9)));
    board.add(Score.deleted(new TagDeletion(DeletionScope.TASK, "zoo", 0, 9)));
    assertThat(board.forgotten()).containsExactly(new Line("", Subject.TASK, "zoo"));

    assertThat(board.closeEpoch())
        .containsExactlyInAnyOrder(
            entry(Subject.OVERALL, "", 7, 6),
            entry(Subject.WINDOW, "", 7, 6),
            entry(Subject.LABEL, "dog", 7, 6));
    assertThat(board.save()).extracting(entry -> entry.line().tag()).doesNotContain("zoo");
    assertThat(board.forgotten()).isEmpty();
    board.add(dogs(2, 2));
    assertThat(board.closeEpoch()).contains(entry(Subject.TASK, "zoo", 2, 2));
  }

  /** The task of that name stays. */
  @Test
  void aDeletedLabelBeginsAnewWithEveryLearner() {
    board.add(new Score("one", "zoo", "zoo", 6, 5));
    board.add(new Score("two", "zoo", "zoo", 6, 5));
    board.closeEpoch();
    board.add(Score.deleted(new TagDeletion(DeletionScope.LABEL, "zoo", 0, 9)));
    board.closeEpoch();

    assertThat(board.save())
        .extracting(Entry::line)
        .filteredOn(line -> line.tag().equals("zoo"))
        .containsExactlyInAnyOrder(
            new Line("one", Subject.TASK, "zoo"), new Line("two", Subject.TASK, "zoo"));
  }

  @Test
  void learnersDoNotMix() {
    board.add(cats(4, 1));
    board.add(new Score("other", "cat", null, 8, 8));

    assertThat(board.closeEpoch())
        .contains(
            entry(Subject.OVERALL, "", 4, 1),
            new Entry(new Line("other", Subject.OVERALL, ""), new Counts(8, 8)));
  }

  @Test
  void whatWasSavedIsTakenUpAgain() {
    windowAfter(cats(4, 0));
    windowAfter(cats(4, 4));
    windowAfter(dogs(4, 4));
    Scoreboard restored = new Scoreboard(WINDOW);
    restored.restore(board.save());

    assertThat(restored.save()).isEqualTo(board.save());
    board.add(dogs(2, 2));
    restored.add(dogs(2, 2));
    assertThat(restored.closeEpoch()).isEqualTo(board.closeEpoch());
  }

  private Counts windowAfter(Score score) {
    board.add(score);
    List<Entry> changed = board.closeEpoch();
    return changed.stream()
        .filter(entry -> entry.line().subject() == Subject.WINDOW)
        .findFirst()
        .orElseThrow()
        .counts();
  }

  private static Entry entry(Subject subject, String tag, long scored, long correct) {
    return new Entry(new Line(NearestMean.TYPE, subject, tag), new Counts(scored, correct));
  }
}
