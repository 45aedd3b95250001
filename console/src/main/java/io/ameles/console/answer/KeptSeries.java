package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Points of a series as they were when it was looked at. Series are read one at a time, so that
 * nobody who writes waits for all of them.
 *
 * @param key what it is about
 * @param points by epoch
 * @param thinned whether points are missing between them
 */
record KeptSeries(SeriesKey key, List<Point> points, boolean thinned) {
  static KeptSeries of(Picture picture, SeriesKey key) {
    return picture.look(
        books -> {
          Series series = books.series().get(key.learner(), key.name(), key.tag());
          return series == null
              ? new KeptSeries(key, List.of(), false)
              : new KeptSeries(key, series.points(), series.isThinned());
        });
  }

  /** Those of which there are points of this epoch or of later ones. */
  static List<KeptSeries> of(Picture picture, Predicate<String> names, long fromEpoch) {
    List<SeriesKey> keys =
        picture.look(
            books -> {
              List<SeriesKey> found = new ArrayList<>();
              for (String name : books.series().names()) {
                if (names.test(name)) {
                  books
                      .series()
                      .named(name)
                      .forEach(
                          (key, series) -> {
                            if (series.newest().epoch() >= fromEpoch) {
                              found.add(key);
                            }
                          });
                }
              }
              return found;
            });
    return keys.stream().map(key -> of(picture, key)).toList();
  }
}
