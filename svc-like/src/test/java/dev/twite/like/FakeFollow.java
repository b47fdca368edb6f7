package dev.twite.like;

import dev.twite.common.grpc.Calls;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for svc-follow: who blocks whom. */
final class FakeFollow extends FollowGrpc.FollowImplBase {
  private final Set<Block> blocks = ConcurrentHashMap.newKeySet();

  private record Block(long from, long to) {}

  void block(long blocker, long blocked) {
    blocks.add(new Block(blocker, blocked));
  }

  @Override
  public void getReadFilter(UserRequest request, StreamObserver<ReadFilter> observer) {
    ReadFilter.Builder filter = ReadFilter.newBuilder();
    for (Block block : blocks) {
      if (block.from() == request.getUserId()) {
        filter.addBlocking(block.to());
      }
      if (block.to() == request.getUserId()) {
        filter.addBlockedBy(block.from());
      }
    }
    Calls.reply(observer, filter::build);
  }
}
