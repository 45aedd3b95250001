package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.RequestAction;
import io.ameles.stream.state.RoundTrip;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Texts are any that pass the checks: up to 256 characters of any kind. */
class DecodeCodecProperties {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void arrivalsAreReadBack(@ForAll("arrivals") Arrival arrival) throws IOException {
    RoundTrip.check(ArrivalCodec.INSTANCE, arrival);
    RoundTrip.check(LedgerInputCodec.INSTANCE, arrival);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void deletionsAreReadBack(@ForAll("deletions") Deletion deletion) throws IOException {
    RoundTrip.check(LedgerInputCodec.INSTANCE, deletion);
  }

  @Provide
  Arbitrary<Arrival> arrivals() {
    Arbitrary<QuantizedVector> vectors =
        Arbitraries.shorts().array(short[].class).ofMaxSize(40).map(QuantizedVector::of);
    Arbitrary<Object[]> times =
        Combinators.combine(
                Arbitraries.integers(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of(ExampleUse.values()))
            .as(
                (revision, recorded, occurred, use) ->
                    new Object[] {revision, recorded, occurred, use});
    return Combinators.combine(
            pseudonyms(),
            pseudonyms(),
            positions(),
            times,
            texts(),
            texts().injectNull(0.3),
            vectors,
            pseudonyms().injectNull(0.5))
        .as(
            (subject, example, position, time, label, task, vector, digest) ->
                new Arrival(
                    subject,
                    example,
                    (int) time[0],
                    position,
                    (long) time[1],
                    (long) time[2],
                    label,
                    task,
                    (ExampleUse) time[3],
                    vector,
                    digest));
  }

  @Provide
  Arbitrary<Deletion> deletions() {
    Arbitrary<Deletion.Request> requests =
        Combinators.combine(
                texts(),
                positions(),
                Arbitraries.of(DeletionScope.values()),
                texts(),
                Arbitraries.of(true, false),
                Arbitraries.longs(),
                pseudonyms(),
                terms())
            .as(
                (id, position, scope, target, permanent, time, fingerprint, terms) ->
                    new Deletion.Request(
                        id, position, scope, target, permanent, time, ~time, fingerprint, terms));
    Arbitrary<List<Pseudonym>> examples = pseudonyms().list().ofMaxSize(5);
    return Combinators.combine(
            requests, pseudonyms().injectNull(0.3), examples, arrivals().list().ofMaxSize(3))
        .as(Deletion::new);
  }

  private static Arbitrary<Deletion.Terms> terms() {
    Arbitrary<Deletion.Part> parts =
        Combinators.combine(texts(), Arbitraries.integers(), Arbitraries.integers())
            .as(Deletion.Part::new);
    return Combinators.combine(
            Arbitraries.of(RequestAction.values()),
            texts(),
            texts(),
            texts(),
            Arbitraries.longs(),
            Arbitraries.integers(),
            parts.injectNull(0.5),
            Arbitraries.longs())
        .as(Deletion.Terms::new);
  }

  private static Arbitrary<Pseudonym> pseudonyms() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Pseudonym::new);
  }

  private static Arbitrary<Position> positions() {
    return Combinators.combine(Arbitraries.integers(), Arbitraries.longs()).as(Position::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(IntakeRules.MAX_TEXT);
  }
}
