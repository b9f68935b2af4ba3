package io.geostream.common.decode;

import io.geostream.common.mapping.Mapping;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON by a mapping: one value in strict UTF-8. Fields that are not mapped are skipped and
 * counted.
 *
 * <p>{@link PlainScanner} reads what programs usually write, several times as fast as a general
 * parser; {@link StrictParser} reads everything else, and reports what is wrong.
 */
public final class MappingDecoder implements Decoder {

  /** The most bytes of a message. */
  static final int MAX_BYTES = 1 << 20;

  private final Plan plan;
  private final DecodedRows rows;
  private final PlainScanner scanner;
  private final StrictParser parser;
  private final RecordColumns record;
  private final Completion completion;
  private final LongConsumer ignoredFields;

  private MappingDecoder(Mapping mapping, Plan plan, LongConsumer ignoredFields) {
    this.plan = plan;
    Fallbacks fallbacks = new Fallbacks(plan);
    this.rows = new DecodedRows(plan.forms(), plan.ofMessage(), fallbacks.constants());
    this.scanner = new PlainScanner(plan, rows);
    this.parser = new StrictParser(plan, rows);
    this.record = new RecordColumns(plan.ofRecord());
    this.completion = new Completion(mapping, plan, fallbacks);
    this.ignoredFields = ignoredFields;
  }

  /**
   * A decoder of records.
   *
   * @param ignoredFields receives the number of unmapped fields of each good message that has some
   * @throws ColumnFaultException if a default is not a value of its column, or two columns cannot
   *     be read together
   */
  public static MappingDecoder of(Mapping mapping, LongConsumer ignoredFields) {
    return new MappingDecoder(mapping, Plan.of(mapping, true), ignoredFields);
  }

  /**
   * A decoder for values without a record: columns that come from the record are left out, and not
   * required.
   *
   * @param ignoredFields see {@link #of}
   * @throws ColumnFaultException see {@link #of}
   */
  public static MappingDecoder ofValues(Mapping mapping, LongConsumer ignoredFields) {
    return new MappingDecoder(mapping, Plan.of(mapping, false), ignoredFields);
  }

  @Override
  public @Nullable BadRecord decode(ConsumerRecord<byte[], byte[]> source) {
    byte[] value = source.value();
    if (value == null) {
      return new BadRecord(ErrorCode.NOT_JSON, "no value (a tombstone)");
    }
    if (value.length > MAX_BYTES) {
      return new BadRecord(
          ErrorCode.TOO_LARGE,
          String.format(Locale.ROOT, "%d bytes, at most %d are read", value.length, MAX_BYTES));
    }
    boolean plain = scanner.scan(value);
    BadRecord fault = plain ? null : parser.decode(value);
    if (fault == null) {
      fault = record.read(source, rows);
    }
    if (fault == null) {
      fault = completion.complete(rows);
    }
    long ignored = plain ? scanner.ignored() : parser.ignored();
    if (fault == null && ignored > 0) {
      ignoredFields.accept(ignored);
    }
    return fault;
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
