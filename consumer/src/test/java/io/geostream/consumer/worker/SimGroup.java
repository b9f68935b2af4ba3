package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The group's coordinator. A partition is a member's until that member has handed it over, or is
 * dropped; a dropped one learns of it in its next poll.
 */
final class SimGroup {

  private final Dice dice;
  private final boolean eager;
  private final List<SimMember> members = new ArrayList<>();
  private final @Nullable SimMember[] owners;
  private final @Nullable SimMember[] targets;

  /**
   * @param eager whether each rebalance takes all partitions from all members first
   */
  SimGroup(Dice dice, boolean eager, int partitions) {
    this.dice = dice;
    this.eager = eager;
    this.owners = new @Nullable SimMember[partitions];
    this.targets = new @Nullable SimMember[partitions];
  }

  List<SimMember> members() {
    return members;
  }

  void join(SimMember member) {
    if (!members.contains(member)) {
      members.add(member);
      rebalance();
    }
  }

  /** A member's partitions are free at once, whatever it still does with them. */
  void drop(SimMember member) {
    if (members.remove(member)) {
      for (int partition = 0; partition < owners.length; partition++) {
        if (owners[partition] == member) {
          owners[partition] = null;
        }
      }
      rebalance();
    }
  }

  /** Assigns all partitions to members by chance. */
  void rebalance() {
    for (int partition = 0; partition < targets.length; partition++) {
      targets[partition] = members.isEmpty() ? null : dice.pick(members);
    }
    if (eager) {
      members.forEach(SimMember::revokeAll);
    }
  }

  boolean isMember(SimMember member) {
    return members.contains(member);
  }

  /** Which of a member's partitions are to be another's. */
  Set<Integer> toRevoke(SimMember member) {
    if (Arrays.equals(owners, targets)) {
      return Set.of(); // as mostly
    }
    Set<Integer> revoked = new TreeSet<>();
    for (int partition = 0; partition < owners.length; partition++) {
      if (owners[partition] == member && targets[partition] != member) {
        revoked.add(partition);
      }
    }
    return revoked;
  }

  /** A member has handed partitions over. */
  void revoked(SimMember member, Set<Integer> partitions) {
    for (int partition : partitions) {
      if (owners[partition] == member) {
        owners[partition] = null;
      }
    }
  }

  /** Gives a member those of its partitions that are free. */
  Set<Integer> assign(SimMember member) {
    if (Arrays.equals(owners, targets)) {
      return Set.of(); // as mostly
    }
    Set<Integer> assigned = new TreeSet<>();
    for (int partition = 0; partition < owners.length; partition++) {
      if (targets[partition] == member && owners[partition] == null) {
        owners[partition] = member;
        assigned.add(partition);
      }
    }
    return assigned;
  }

  @Override
  public String toString() {
    return Arrays.toString(owners);
  }
}
