package io.ameles.console.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.console.picture.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowerTest {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Long> taken = new ArrayList<>();

  @Test
  void whateverFailsIsTriedAgainFromWhereItWas() {
    Follower follower =
        new Follower(
            new Failing(),
            "t",
            kafka -> {
              taken.add(kafka.offset());
              if (taken.size() == 3) {
                closed.countDown();
              }
            },
            closed);

    follower.run();

    assertThat(taken).containsExactly(0L, 1L, 2L);
    assertThat(follower.state()).isEqualTo(TopicState.FOLLOWING);
  }

  /** Fails first with what nobody expects, then with what nobody can expect, then not at all. */
  private static final class Failing implements Topics {
    private int follows;

    @Override
    public Feed follow(String topic) {
      follows++;
      if (follows == 1) {
        throw new IllegalStateException("a value that must not be shown");
      }
      return new Feed() {
        private int polls;

        @Override
        public List<TopicRecord> poll() {
          polls++;
          if (follows == 2 && polls == 2) {
            throw new NoClassDefFoundError("a/Class");
          }
          int last = follows == 2 ? 2 : 3;
          List<TopicRecord> all = new ArrayList<>();
          for (int i = 0; i < last; i++) {
            all.add(new TopicRecord(0, i, null));
          }
          return all;
        }

        @Override
        public boolean isAtEnd() {
          return true;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Map<String, SortedMap<Integer, Long>> ends(List<String> topics) {
      return Map.of();
    }

    @Override
    public List<TopicRecord> read(String topic, List<Place> places) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
