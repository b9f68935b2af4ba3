package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that notes what it is asked, and says what a test wants. */
final class FakeStore implements Store {

  final List<String> asked = new ArrayList<>();
  @Nullable SQLException fault;
  boolean holds = true;
  Optional<RowWriter.Mode> mode = Optional.of(RowWriter.Mode.DIRECT_COMPRESS);
  Optional<SortedMap<Integer, BadRecord>> refused = Optional.empty();

  private void ask(String question) throws SQLException {
    asked.add(question);
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public SortedMap<Integer, StoredOffset> load(Set<Integer> partitions) throws SQLException {
    ask("load " + partitions);
    return new TreeMap<>(Map.of(0, LoopScene.stored(10)));
  }

  @Override
  public boolean holds(SortedMap<Integer, Long> known, boolean rowsMustExist) throws SQLException {
    ask("holds " + known + " " + rowsMustExist);
    return holds;
  }

  @Override
  public Optional<RowWriter.Mode> write(Batch part, boolean plain) throws SQLException {
    ask("write " + part.rows().count() + " " + plain);
    return mode;
  }

  @Override
  public Optional<SortedMap<Integer, BadRecord>> findRefused(Batch part) throws SQLException {
    ask("find " + part.rows().count());
    return refused;
  }
}
