package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.stream.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class AmelesTopologyTest {

  @Test
  void everyOperatorHasAUidOfItsOwn() {
    StreamGraph graph = build("ledger: {retention: P1D}");
    List<StreamNode> operators = List.copyOf(graph.getStreamNodes());

    assertThat(operators).hasSizeGreaterThan(15);
    assertThat(operators)
        .allSatisfy(
            operator ->
                assertThat(operator.getTransformationUID())
                    .as("uid of %s", operator.getOperatorName())
                    .isNotBlank());
    assertThat(operators).extracting(StreamNode::getTransformationUID).doesNotHaveDuplicates();
  }

  @Test
  void engineAcceptsTheGraphWithoutMakingUpUids() {
    JobGraph graph = build("").getJobGraph();

    assertThat(graph.getNumberOfVertices()).isPositive();
    assertThat(graph.getName()).isEqualTo("ameles-irises");
  }

  @Test
  void uidsOfStatefulOperatorsAreThoseOfEveryCheckpoint() {
    assertThat(build("ledger: {retention: P1D}").getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "read-labeled-events",
            "read-deletion-events",
            "ledger",
            "merge",
            "assemble",
            "write-receipts",
            "evaluate",
            "scoreboard",
            "input-drift",
            "versions",
            "receipts",
            "metrics",
            "dead-letters");
  }

  @Test
  void whatIsOneForTheModelRunsOnce() {
    assertThat(build("parallelism: 4").getStreamNodes())
        .filteredOn(
            node ->
                List.of("assemble", "write-receipts", "scoreboard", "measure", "input-drift")
                    .contains(node.getTransformationUID()))
        .hasSize(5)
        .extracting(StreamNode::getParallelism)
        .containsOnly(1);
  }

  @Test
  void whatIsSwitchedOffIsStillThereToTakeAndDropItsState() {
    assertThat(build("drift: {input: {enabled: false}}").getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("sample", "input-drift");
  }

  /** Within a job no checkpoint is complete unless every task takes part. */
  @Test
  void whatPredictsIsNoPartOfTheJobThatLearns() {
    assertThat(build("").getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContain("read-prediction-requests", "predict", "predictions");
  }

  @Test
  void whatPredictsIsOneTaskPerSubtaskWithoutANetworkInBetween() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            FlinkDefaults.ofPredictions(settings("")));
    PredictionJob.build(settings(""), env);

    assertThat(env.getStreamGraph().getJobGraph().getVertices())
        .hasSize(1)
        .allSatisfy(vertex -> assertThat(vertex.getInputs()).isEmpty());
  }

  private static StreamGraph build(String more) {
    JobSettings settings = settings(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings));
    new AmelesTopology(settings).build(env);
    return env.getStreamGraph();
  }

  private static JobSettings settings(String more) {
    String yaml =
        "model: %s\nkafka: {bootstrap.servers: 'localhost:1'}\nintake: {dimension: 4}\n%s%s"
            .formatted(Fixtures.MODEL, Fixtures.RECEIPTS, more);
    return ConfigurationFile.parse(
        yaml, Path.of("/tmp"), Map.of(ConfigurationFile.KEY_VARIABLE, "5a".repeat(32)));
  }
}
