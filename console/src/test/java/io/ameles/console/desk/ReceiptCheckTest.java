package io.ameles.console.desk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.console.picture.Place;
import io.ameles.console.tail.Feed;
import io.ameles.console.tail.TopicRecord;
import io.ameles.console.tail.Topics;
import io.ameles.model.AmelesException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ReceiptCheckTest {
  @Test
  void moreBytesThanItMayHoldAreRefusedBeforeTheyAreDecoded() {
    ReceiptCheck check = new ReceiptCheck(new OneLarge(), "receipts", "{\"keys\":[]}", 1_000);
    assertThatThrownBy(check::run)
        .isInstanceOf(AmelesException.class)
        .hasMessageContaining("1000 bytes")
        .hasMessageContaining("ameles verify");
  }

  /** A topic with one record of 1,001 bytes. */
  private static final class OneLarge implements Topics {
    @Override
    public Feed follow(String topic) {
      return new Feed() {
        @Override
        public List<TopicRecord> poll() {
          return List.of(new TopicRecord(0, 0, new byte[1_001]));
        }

        @Override
        public boolean isAtEnd() {
          return false;
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
