package io.peco4j.nn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place that writes convolutions into kernels: {@code self.conv2d} and {@code self.conv_transpose2d}.
 *
 * <p>oneDNN computes in blocks of 8 or 16 channels and pads what is no multiple of them. On some processors it computes
 * with whatever lies in the padding: NaN, or finite wrong numbers. Therefore the zeros are ours: channels that are no
 * multiple of 16 are padded before the operator and cut off after it, forward and, through autograd, backward. This
 * costs what oneDNN pays for padding of its own.
 *
 * <p>Where a stride leaves gaps, in the gradient of the pictures of a strided convolution and in a transposed one, some
 * processors leave every second column wrong where the blocks of 16 channels are an odd number, from three on. So those
 * are padded to multiples of 32. Strided convolutions channel by channel can have wrong gradients in bfloat16, and run
 * in float32.
 *
 * <p>A first layer is different. oneDNN reads 3 channels as they lie unless the gradient of the pictures is wanted, and
 * padding them would cost five times as much. Nor is float64 padded, which oneDNN does not compute. In bfloat16 that
 * path pairs channels, and pads; so the layer runs in float32, which changes no more than the order of sums, since
 * products of bfloat16 are summed in float32 anyway.
 */
final class Convolutions {
    private static final String METHODS = """

            def conv2d(self, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], \
            dilation: List[int], groups: int) -> Tensor:
              out = torch.size(w, 0)
              inner = torch.size(w, 1)
              if groups == 1:
                return self.full_conv2d(x, w, b, stride, padding, dilation)
              if inner == 1 and out == groups:
                return self.cut(self.single_conv2d(x, w, b, stride, padding, dilation), out)
              parts = torch.split(x, inner, 1)
              kernels = torch.split(w, out // groups, 0)
              results = annotate(List[Tensor], [])
              for i in range(groups):
                y = self.full_conv2d(parts[i], kernels[i], None, stride, padding, dilation)
                results = torch.append(results, y)
              joined = torch.cat(results, 1)
              if b is None:
                return joined
              return torch.add(joined, torch.reshape(b, [1, -1, 1, 1]))

            def single_conv2d(self, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], \
            dilation: List[int]) -> Tensor:
              out = torch.size(w, 0)
              rows = self.padded(x, 1, out)
              kernel = self.padded(w, 0, out)
              bias = self.padded_bias(b, out)
              groups = self.in_blocks(x, out)
              if x.dtype == 15 and self.leaves_gaps(stride):
                if bias is not None:
                  bias = torch.to(bias, 6)
                y = torch.conv2d(torch.to(rows, 6), torch.to(kernel, 6), bias, stride, padding, dilation, groups)
                return torch.to(y, 15)
              return torch.conv2d(rows, kernel, bias, stride, padding, dilation, groups)

            def full_conv2d(self, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], \
            dilation: List[int]) -> Tensor:
              out = torch.size(w, 0)
              inner = torch.size(w, 1)
              bias = self.padded_bias(b, out)
              kernel = self.padded(w, 0, out)
              if inner == 3 and torch.size(w, 2) > 1 and not x.requires_grad:
                y = self.first_conv2d(x, kernel, bias, stride, padding, dilation)
              else:
                seen = self.in_pairs(x, inner, stride)
                y = torch.conv2d(self.padded_to(x, 1, seen), self.padded_to(kernel, 1, seen), bias, \
            stride, padding, dilation, 1)
              return self.cut(y, out)

            def first_conv2d(self, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], \
            dilation: List[int]) -> Tensor:
              if x.dtype != 15:
                return torch.conv2d(x, w, b, stride, padding, dilation, 1)
              if b is None:
                bias = b
              else:
                bias = torch.to(b, 6)
              return torch.to(torch.conv2d(torch.to(x, 6), torch.to(w, 6), bias, stride, padding, dilation, 1), 15)

            def conv_transpose2d(self, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], \
            output_padding: List[int]) -> Tensor:
              inner = torch.size(w, 0)
              out = torch.size(w, 1)
              made = self.in_pairs(x, out, stride)
              kernel = self.padded_to(self.padded(w, 0, inner), 1, made)
              y = torch.conv_transpose2d(self.padded(x, 1, inner), kernel, self.padded_bias_to(b, made), \
            stride, padding, output_padding, 1, [1, 1])
              return self.cut(y, out)

            def in_blocks(self, x: Tensor, channels: int) -> int:
              if x.dtype == 7:
                return channels
              return (channels + 15) // 16 * 16

            def leaves_gaps(self, stride: List[int]) -> bool:
              return stride[0] > 1 or stride[1] > 1

            def in_pairs(self, x: Tensor, channels: int, stride: List[int]) -> int:
              blocks = self.in_blocks(x, channels)
              if x.dtype != 7 and blocks > 16 and self.leaves_gaps(stride):
                return (blocks + 31) // 32 * 32
              return blocks

            def padded(self, x: Tensor, dim: int, channels: int) -> Tensor:
              return self.padded_to(x, dim, self.in_blocks(x, channels))

            def padded_to(self, x: Tensor, dim: int, channels: int) -> Tensor:
              more = channels - torch.size(x, dim)
              if more == 0:
                return x
              if dim == 0:
                return torch.constant_pad_nd(x, [0, 0, 0, 0, 0, 0, 0, more], 0.0)
              return torch.constant_pad_nd(x, [0, 0, 0, 0, 0, more], 0.0)

            def padded_bias(self, b: Optional[Tensor], channels: int) -> Optional[Tensor]:
              if b is None:
                return b
              return self.padded_bias_to(b, self.in_blocks(b, channels))

            def padded_bias_to(self, b: Optional[Tensor], channels: int) -> Optional[Tensor]:
              if b is None:
                return b
              more = channels - torch.size(b, 0)
              if more == 0:
                return b
              return torch.constant_pad_nd(b, [0, more], 0.0)

            def cut(self, y: Tensor, channels: int) -> Tensor:
              if torch.size(y, 1) == channels:
                return y
              return torch.narrow(y, 1, 0, channels)
            """;

    private static final Pattern USED = Pattern.compile("self\\.conv(?:_transpose)?2d\\(");

    private static final Pattern RAW = Pattern.compile("torch\\.(conv(?:_transpose)?2d)\\(");

    private Convolutions() {}

    /**
     * The text of a kernel with the methods that it calls.
     *
     * @throws IllegalArgumentException if it calls an operator of torch that one of them stands for
     */
    static String completed(String name, String functions) {
        Matcher raw = RAW.matcher(functions);
        if (raw.find()) {
            throw new IllegalArgumentException("kernel " + name + " calls torch." + raw.group(1)
                    + ", which is wrong on some processors where channels are no multiple of 16: call self."
                    + raw.group(1) + " instead, with all of its arguments");
        }
        return USED.matcher(functions).find() ? functions.stripTrailing() + "\n" + METHODS : functions;
    }
}
