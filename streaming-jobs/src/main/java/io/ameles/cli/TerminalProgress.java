package io.ameles.cli;

import io.ameles.demo.DemoProgress;
import io.ameles.model.version.Manifest;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A progress bar on a terminal; elsewhere a line per tenth. */
final class TerminalProgress implements DemoProgress, AutoCloseable {
  private final PrintWriter err;
  private final int total;
  private final @Nullable ProgressBar bar;
  private int tenthsPrinted;
  private boolean closed;
  private boolean sealing;

  private TerminalProgress(PrintWriter err, int total, @Nullable ProgressBar bar) {
    this.err = err;
    this.total = total;
    this.bar = bar;
  }

  static TerminalProgress on(CommandLine command, int total) {
    ProgressBar bar =
        !CommandLine.Help.Ansi.AUTO.enabled()
            ? null
            : new ProgressBarBuilder()
                .setTaskName("learned")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .hideEta()
                .build();
    return new TerminalProgress(command.getErr(), total, bar);
  }

  @Override
  public void at(
      int sent, @Nullable Manifest version, SortedMap<String, Double> accuracies, int receipts) {
    if (version == null) {
      return;
    }
    long learned = version.accounting().received();
    String details =
        "v%d, %d live, %d receipts%s"
            .formatted(
                version.epoch(),
                version.liveExamples(),
                receipts,
                accuracies.entrySet().stream()
                    .map(accuracy -> String.format(Locale.ROOT, ", %.2f", accuracy.getValue()))
                    .collect(Collectors.joining()));
    if (bar != null) {
      bar.stepTo(learned);
      bar.setExtraMessage(" " + details);
    } else if (learned * 10 / total > tenthsPrinted) {
      tenthsPrinted = (int) (learned * 10 / total);
      err.println("%3d%% learned: %s".formatted(tenthsPrinted * 10, details));
    }
  }

  @Override
  public void sealing(long requests) {
    close();
    if (!sealing) {
      sealing = true;
      err.println(
          "Sealing: waiting until no checkpoint holds what was removed by %d request(s)..."
              .formatted(requests));
    }
  }

  @Override
  public void auditing(Manifest version) {
    close();
    err.println(
        "Auditing version %d: recomputing it from the topics...".formatted(version.epoch()));
  }

  @Override
  public void close() {
    if (bar != null && !closed) {
      closed = true; // a bar that is closed twice is drawn twice
      bar.close();
    }
  }
}
