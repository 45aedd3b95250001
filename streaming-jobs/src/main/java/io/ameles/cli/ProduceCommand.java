package io.ameles.cli;

import io.ameles.client.EventSender;
import io.ameles.demo.StreamedEvent;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.stream.job.JobSettings;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles produce}. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description =
        "Sends a data set to Kafka as labelled events, in 10 tasks with new labels in each.")
final class ProduceCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private StreamChoice choice = new StreamChoice();

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      defaultValue = "0",
      description = "Events per second; default: as fast as it goes.")
  private int rate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ClassIncrementalStream stream = choice.stream(choice.load());
    long nanosPerExample = rate <= 0 ? 0 : 1_000_000_000L / rate;
    long started = System.nanoTime();
    try (EventSender sender = sender();
        ProgressBar bar = new ProgressBar("sent", stream.examples().size())) {
      for (StreamedExample example : stream.examples()) {
        LockSupport.parkNanos(started + bar.getCurrent() * nanosPerExample - System.nanoTime());
        sender.send(StreamedEvent.of(stream, example));
        bar.step();
      }
      sender.flush();
    }
    spec.commandLine()
        .getOut()
        .println(
            "%,d events sent to %s"
                .formatted(stream.examples().size(), connection.topics().labeledEvents()));
    return ExitCode.OK;
  }

  private EventSender sender() {
    JobSettings job = connection.settings();
    return job == null
        ? new EventSender(connection.kafka(), connection.topics())
        : new EventSender(job.kafka(), job.topics(), job.sourceErasure().enabled());
  }
}
