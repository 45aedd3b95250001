package io.ameles.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final int MANY = 1_000_000;

  @Test
  void aMillionPointsStayFewAndKeepTheirExtremes() {
    Series series = new Series();
    for (int i = 0; i < MANY; i++) {
      series.add(new Point(i, i, i == 300_001 ? 9 : i == 700_003 ? -9 : Math.sin((double) i)));
    }

    List<Point> points = series.points();
    assertThat(points).hasSizeBetween(1_000, 2 * Series.STEPS + 2 * Series.RECENT);
    assertThat(points).contains(new Point(300_001, 300_001, 9), new Point(700_003, 700_003, -9));
    assertThat(points).extracting(Point::epoch).isSorted().doesNotHaveDuplicates();
    assertThat(points.get(points.size() - 1).epoch()).isEqualTo(MANY - 1);
    assertThat(points.subList(points.size() - Series.RECENT, points.size()))
        .allMatch(point -> point.value() == Math.sin((double) point.epoch()));
    assertThat(series.isThinned()).isTrue();
  }

  @Test
  void fewPointsAreAllThere() {
    Series series = new Series();
    for (int i = 0; i < 600; i++) {
      series.add(new Point(i, i, i));
    }
    assertThat(series.points()).hasSize(600);
    assertThat(series.isThinned()).isFalse();
  }

  @Test
  void whatComesLateIsPutInItsPlace() {
    Series series = new Series();
    series.add(new Point(1, 1, 1));
    series.add(new Point(3, 3, 3));
    series.add(new Point(2, 2, 2));
    assertThat(series.points()).extracting(Point::epoch).containsExactly(1L, 2L, 3L);
    assertThat(series.newest().epoch()).isEqualTo(3);
  }

  @Test
  void seriesBeyondTheBoundAreLeftOutAndCounted() {
    SeriesBook book = new SeriesBook();
    for (int i = 0; i < SeriesBook.MOST + 10; i++) {
      book.take(new SeriesKey("a", "accuracy.label", "l" + i), new Point(i, 1, 1));
    }
    assertThat(book.size()).isEqualTo(SeriesBook.MOST);
    assertThat(book.leftOut()).isEqualTo(10);

    book.take(new SeriesKey("a", "accuracy.window", null), new Point(2, 2, 0.5));
    assertThat(book.newest("a", "accuracy.window")).isEqualTo(0.5);
    assertThat(book.leftOut()).isEqualTo(10);
  }

  @Test
  void whatIsThinnedKeepsItsNewestPoint() {
    List<Point> points =
        LongStream.range(0, 100).mapToObj(i -> new Point(i, i, Math.sin((double) i))).toList();
    for (int max = 2; max < 100; max++) {
      List<Point> thinned = Series.thin(points, max);
      assertThat(thinned).as("%d", max).hasSizeBetween(2, max).contains(points.get(99));
      assertThat(thinned).extracting(Point::epoch).isSorted().doesNotHaveDuplicates();
    }
    assertThat(Series.thin(points, 100)).isEqualTo(points);
  }
}
