package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.nn.Kernel;

/**
 * Turns patch tokens (B, N, T, D) into the sequence that the blocks see, with class token and positions.
 *
 * <p>Where a video has another number of patches or frames than the network was made for, the position embedding is
 * resized as a square map and the time embedding along time, both to the nearest.
 */
final class VideoTokens {
    private static final String POSITIONS = """

            def positions(self, pos: Tensor, video: Tensor, patches: int) -> Tensor:
              if torch.eq(torch.sub(torch.size(pos, 1), 1), patches):
                found = pos
              else:
                rows = torch.floordiv(torch.size(video, 3), @patch)
                columns = torch.floordiv(torch.size(video, 4), @patch)
                grid = torch.permute(torch.reshape(torch.slice(pos, 1, 1), [1, @side, @side, -1]), [0, 3, 1, 2])
                near = torch.upsample_nearest2d(grid, [rows, columns], None, None)
                found = torch.cat([torch.slice(pos, 1, 0, 1), torch.transpose(torch.flatten(near, 2), 1, 2)], 1)
              return found
            """;

    private static final String TOGETHER = """
            def forward(self, x: Tensor, cls: Tensor, pos: Tensor, time: Tensor, \
            video: Tensor) -> Tuple[Tensor, Tensor]:
              batch, patches, frames, width = torch.size(x)
              where = self.positions(pos, video, patches)
              if torch.eq(torch.size(time, 1), frames):
                when = time
              else:
                when = torch.transpose(torch.upsample_nearest1d(torch.transpose(time, 1, 2), [frames], None), 1, 2)
              placed = torch.add(torch.add(x, torch.unsqueeze(torch.slice(where, 1, 1), 2)), torch.unsqueeze(when, 1))
              first = torch.expand(torch.add(cls, torch.slice(where, 1, 0, 1)), [batch, -1, -1])
              tokens = torch.cat([first, torch.reshape(placed, [batch, torch.mul(patches, frames), width])], 1)
              return (tokens, when)
            """ + POSITIONS;

    private static final String APART = """
            def forward(self, x: Tensor, cls: Tensor, pos: Tensor, video: Tensor) -> Tensor:
              batch, patches, frames, width = torch.size(x)
              where = self.positions(pos, video, patches)
              placed = torch.transpose(torch.add(x, torch.unsqueeze(torch.slice(where, 1, 1), 2)), 1, 2)
              first = torch.add(cls, torch.slice(where, 1, 0, 1))
              copies = torch.expand(torch.unsqueeze(first, 0), [batch, frames, -1, -1])
              return torch.reshape(torch.cat([copies, placed], 2), [torch.mul(batch, frames), -1, width])
            """ + POSITIONS;

    private final Kernel kernel;

    VideoTokens(TimeSformerConfig config) {
        String text = config.attention() == VideoAttention.SPACE_ONLY ? APART : TOGETHER;
        this.kernel = Kernel.compile(
                "video tokens",
                text.replace("@patch", Integer.toString(config.patch()))
                        .replace("@side", Integer.toString(config.grid())));
    }

    /**
     * The tokens (B, 1 + N T, D), each patch's frames side by side, and the time embedding as it was used, (1, T, D).
     *
     * @param classToken (1, 1, D)
     * @param positions (1, 1 + N, D)
     * @param time (1, T, D)
     * @param videos what the patches were cut from; only its shape is read
     */
    NDList together(NDArray patches, NDArray classToken, NDArray positions, NDArray time, NDArray videos) {
        return kernel.call(patches, classToken, positions, time, videos);
    }

    /** The tokens of each frame by itself, (B T, 1 + N, D). */
    NDArray apart(NDArray patches, NDArray classToken, NDArray positions, NDArray videos) {
        return kernel.apply(patches, classToken, positions, videos);
    }
}
