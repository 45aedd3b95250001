package io.ameles.model.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of one size, few enough for one batch.
 *
 * @param images in the order in which they came
 * @param places where each stood among all that came together
 */
record SameSize(List<RgbImage> images, List<Integer> places) {
  private record Size(int height, int width) {}

  static List<SameSize> split(List<RgbImage> images, int batchSize) {
    Map<Size, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      Size size = new Size(images.get(i).height(), images.get(i).width());
      places.computeIfAbsent(size, unused -> new ArrayList<>()).add(i);
    }
    List<SameSize> batches = new ArrayList<>();
    for (List<Integer> all : places.values()) {
      for (int from = 0; from < all.size(); from += batchSize) {
        List<Integer> some = all.subList(from, Math.min(from + batchSize, all.size()));
        batches.add(new SameSize(some.stream().map(images::get).toList(), some));
      }
    }
    return batches;
  }
}
