package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes without the scanner. */
final class StrictDecoder implements Decoder {

  private final Plan plan;
  private final DecodedRows rows;
  private final StrictParser parser;
  private final RecordColumns record;
  private final Completion completion;

  StrictDecoder(Mapping mapping) {
    plan = Plan.of(mapping, true);
    Fallbacks fallbacks = new Fallbacks(plan);
    rows = new DecodedRows(plan.forms(), plan.ofMessage(), fallbacks.constants());
    parser = new StrictParser(plan, rows);
    record = new RecordColumns(plan.ofRecord());
    completion = new Completion(mapping, plan, fallbacks);
  }

  @Override
  public @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> source) {
    if (source.value() == null) {
      return new BadRecord(ErrorCode.NOT_JSON, "a tombstone");
    }
    if (source.value().length > MappingDecoder.MAX_BYTES) {
      return new BadRecord(ErrorCode.TOO_LARGE, "too many bytes");
    }
    BadRecord fault = parser.decode(source.value());
    fault = fault == null ? record.read(source, rows) : fault;
    return fault == null ? completion.complete(rows) : fault;
  }

  /** How many fields of the last message are not the mapping's, if it was a good one. */
  long ignored() {
    return parser.ignored();
  }

  @Override
  public DecodedRows rows() {
    return rows;
  }

  @Override
  public String place(int column, int row) {
    return plan.label(column, row);
  }
}
