package io.ameles.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeletionSenderTest {
  private final List<MockProducer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
  private final DeletionSender sender = new DeletionSender("deletions", this::make);

  @BeforeAll
  static void guards() {
    AvroGuards.establish();
  }

  /** One that answers when the test says so. */
  private Producer<byte[], byte[]> make() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    made.add(producer);
    return producer;
  }

  private static DeletionEvent request(String id) {
    return DeletionEvent.newBuilder()
        .setRequestId(id)
        .setScope(DeletionScope.LABEL)
        .setLabel("cat")
        .setRequestedAt(Instant.EPOCH)
        .build();
  }

  private CompletableFuture<Void> begin(String id) {
    return CompletableFuture.runAsync(() -> sender.send(request(id)));
  }

  private MockProducer<byte[], byte[]> waiting(int requests) {
    while (made.isEmpty() || made.get(made.size() - 1).history().size() < requests) {
      Thread.onSpinWait();
    }
    return made.get(made.size() - 1);
  }

  @Test
  void nobodyWaitsForSomebodyElsesRequest() {
    CompletableFuture<Void> one = begin("r-1");
    waiting(1);
    CompletableFuture<Void> other = begin("r-2");
    MockProducer<byte[], byte[]> producer = waiting(2); // both are on their way, none has arrived
    assertThat(one).isNotDone();
    assertThat(other).isNotDone();
    while (!producer.completeNext()) {
      Thread.onSpinWait();
    }
    one.join();
    assertThat(other).isNotDone();
    producer.completeNext();
    other.join();
    assertThat(made).hasSize(1);
  }

  @Test
  void afterAFailureThatMayHaveBrokenItTheProducerIsMadeAnew() {
    CompletableFuture<Void> one = begin("r-1");
    waiting(1).errorNext(new AuthorizationException("sasl.jaas.config=secret"));
    assertThatThrownBy(one::join)
        .hasCauseInstanceOf(AmelesException.class)
        .extracting(Throwable::getCause)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("AuthorizationException")
        .doesNotContain("secret");

    CompletableFuture<Void> again = begin("r-1");
    while (made.size() < 2) {
      Thread.onSpinWait();
    }
    waiting(1).completeNext();
    again.join();
    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  void aSlowBrokerDoesNotCostTheProducer() {
    CompletableFuture<Void> one = begin("r-1");
    waiting(1).errorNext(new TimeoutException("slow"));
    assertThatThrownBy(one::join).hasCauseInstanceOf(AmelesException.class);
    CompletableFuture<Void> other = begin("r-2");
    waiting(2).completeNext();
    other.join();
    assertThat(made).hasSize(1);
  }

  @Test
  void whatIsClosedSendsNothing() {
    sender.close();
    assertThatThrownBy(() -> sender.send(request("r"))).isInstanceOf(AmelesException.class);
    assertThat(made).isEmpty();
  }
}
