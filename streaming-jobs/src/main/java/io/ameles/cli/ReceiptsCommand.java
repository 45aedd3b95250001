package io.ameles.cli;

import io.ameles.client.ReceiptLog;
import io.ameles.client.RequestLife;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.schema.DeletionReceipt;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ameles receipts}. */
@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what became of every request to forget, one line each, oldest first.",
      "",
      "With --log, lists the receipts themselves."
    })
final class ReceiptsCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Only receipts of this request, in full.")
  private @Nullable String requestId;

  @Option(names = "--log", description = "One line per receipt instead of one per request.")
  private boolean log;

  @Option(names = "--json", description = "One JSON object per receipt and line.")
  private boolean json;

  @ArgGroup(exclusive = false)
  private @Nullable Export export;

  static final class Export {
    @Option(
        names = "--out",
        required = true,
        paramLabel = "FOLDER",
        description =
            "Also write the receipts to this folder, with all that it takes to verify them; see"
                + " ameles verify.")
    private Path folder = Path.of("");

    @Option(
        names = "--public-keys",
        paramLabel = "FILE",
        description =
            "With --out: the public keys, as ameles keys public prints them; default: those of"
                + " receipts.key-file in the configuration.")
    private @Nullable Path publicKeys;
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String publicKeys = export == null ? "" : publicKeys(export.publicKeys);
    List<DeletionReceipt> receipts =
        ReceiptLog.read(connection.kafka(), connection.topics().deletionReceipts());
    List<DeletionReceipt> wanted = receipts.stream().filter(this::isWanted).toList();
    if (json) {
      // Avro records print themselves as JSON.
      wanted.forEach(receipt -> out.println(receipt.toString()));
    } else if (requestId != null) {
      wanted.forEach(receipt -> out.println(ReceiptTable.describe(receipt)));
    } else if (log) {
      out.println(ReceiptTable.header());
      wanted.forEach(receipt -> out.println(ReceiptTable.row(receipt)));
    } else {
      out.println(ReceiptTable.lifeHeader());
      RequestLife.of(wanted).forEach(life -> out.println(ReceiptTable.life(life)));
    }
    if (export != null) {
      ReceiptFolder.write(export.folder, receipts, publicKeys, this::isWanted);
    }
    return ExitCode.OK;
  }

  private boolean isWanted(DeletionReceipt receipt) {
    return requestId == null || requestId.equals(receipt.getRequestId());
  }

  private String publicKeys(@Nullable Path file) {
    if (file == null) {
      JobSettings settings = connection.settings();
      if (settings == null) {
        throw new AmelesException(
            ErrorCode.CONFIGURATION,
            "--out: which keys? Give --config with the job's configuration, or --public-keys.");
      }
      return settings.receipts().keys().publicKeys();
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The public keys in %s cannot be read; ameles keys public prints them.".formatted(file),
          e);
    }
  }
}
