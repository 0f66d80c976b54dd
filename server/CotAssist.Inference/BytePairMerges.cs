namespace CotAssist.Inference;

/// <summary>
/// The ranked merges of a BPE vocabulary, applied to one word at a time: always the lowest rank, leftmost first.
/// Knows ids only; linked list and heap keep a long word at O(n log n).
/// </summary>
internal sealed class BytePairMerges
{
    private readonly int[] idOfByte;
    private readonly Dictionary<long, (int Rank, int Id)> merges;

    /// <param name="idOfByte">256 ids, -1 for a byte the vocabulary lacks because UTF-8 never has it.</param>
    /// <param name="merges">Left id, right id and the id of both together, in the order of their rank.</param>
    public BytePairMerges(int[] idOfByte, IReadOnlyCollection<(int Left, int Right, int Id)> merges)
    {
        this.idOfByte = idOfByte;
        this.merges = new(merges.Count);
        var rank = 0;
        foreach (var (left, right, id) in merges)
        {
            this.merges.TryAdd(Pair(left, right), (rank++, id));
        }
    }

    public int[] Apply(ReadOnlySpan<byte> word)
    {
        var ids = new int[word.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = idOfByte[word[i]];
        }

        if (ids.Length < 2)
        {
            return ids;
        }

        // A merge takes the place of its left half; the right half gets id -1 and drops out of the list.
        var next = new int[ids.Length];
        var previous = new int[ids.Length];
        var queue = new PriorityQueue<(int Position, int Left, int Right), long>();
        for (var i = 0; i < ids.Length; i++)
        {
            previous[i] = i - 1;
            next[i] = i + 1;
        }

        for (var i = 0; i + 1 < ids.Length; i++)
        {
            Offer(i);
        }

        while (queue.TryDequeue(out var entry, out _))
        {
            var (position, left, right) = entry;
            if (ids[position] != left || next[position] >= ids.Length || ids[next[position]] != right)
            {
                continue; // one half was merged with its other neighbour in the meantime
            }

            var gone = next[position];
            ids[position] = merges[Pair(left, right)].Id;
            ids[gone] = -1;
            next[position] = next[gone];
            if (next[gone] < ids.Length)
            {
                previous[next[gone]] = position;
                Offer(position);
            }

            if (previous[position] >= 0)
            {
                Offer(previous[position]);
            }
        }

        return Array.FindAll(ids, id => id >= 0);

        void Offer(int position)
        {
            var (left, right) = (ids[position], ids[next[position]]);
            if (merges.TryGetValue(Pair(left, right), out var merge))
            {
                queue.Enqueue((position, left, right), ((long)merge.Rank << 32) | (uint)position);
            }
        }
    }

    private static long Pair(int left, int right) => ((long)left << 32) | (uint)right;
}
