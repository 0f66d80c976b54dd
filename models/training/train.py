"""Trains the starter on a token file, on the CPU or a GPU, in bf16 where the machine computes in it; resumable at any step.

    python3 train.py --data train.bin --shape 8m --minutes 60 --out run
    python3 train.py ... --slice 9      # leave after 9 minutes; the same command goes on where it stopped
    python3 train.py ... --workers 2    # two processes of one thread each: on a CPU faster than two threads

Writes into --out: checkpoint.pt (weights and optimizer; stays outside the repository), log.jsonl, loss.svg, and at the
end model.pt. The learning rate follows the share of --minutes that has been trained, so that a run ends when it should.
"""

import argparse
import hashlib
import json
import os
import tempfile
import time

import torch
import torch.distributed
import torch.multiprocessing

from data import MODES, Samples, batches, collate
from model import SHAPES, Decoder, Shape
from optimizer import Muon
from plot import plot


def arguments():
    parser = argparse.ArgumentParser(description="Train the starter model.")
    parser.add_argument("--data", required=True)
    parser.add_argument("--held", help="token file of held-out samples, for the loss curve")
    parser.add_argument("--out", required=True)
    parser.add_argument("--shape", choices=SHAPES, default="8m")
    parser.add_argument("--vocabulary", type=int, default=4096)
    parser.add_argument("--context", type=int, default=1024)
    parser.add_argument("--tokens", type=int, default=2048, help="tokens of a step, of each worker")
    parser.add_argument("--minutes", type=float, required=True, help="of training, over all slices")
    parser.add_argument("--rate", type=float, default=2.4e-3, help="peak learning rate")
    parser.add_argument("--modes", default=",".join(MODES), help="train on these kinds of samples only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="of each worker; 0: all cores, or one where there are several workers")
    parser.add_argument("--workers", type=int, default=1, help="processes that average their gradients (CPU only)")
    parser.add_argument("--start-from", help="model.pt to warm-start from")
    parser.add_argument("--slice", type=float, default=float("inf"), help="minutes; then save and leave")
    return parser.parse_args()


def schedule(step, share):
    """Warm up over 200 steps, hold a sixth of the time, then decay linearly to a twentieth (Bergsma et al., 2025, decay all the way)."""
    return min(1.0, (step + 1) / 200, max(0.05, (1 - share) * 6 / 5))


def working_type(device):
    """bf16 saves memory traffic where there are instructions for it; a CPU without them only imitates it, slowly."""
    if device == "cuda":
        return torch.bfloat16
    if not os.path.exists("/proc/cpuinfo"):
        return torch.float32
    with open("/proc/cpuinfo") as info:
        return torch.bfloat16 if "bf16" in info.read() else torch.float32


@torch.no_grad()
def held_loss(model, samples, device):
    """Means over the held-out file's first thousand samples, token by token: of plans and code, and of comments."""
    sums, counts = torch.zeros(2), torch.zeros(2)
    order = sorted(range(min(len(samples), 1000)), key=lambda index: samples.lengths[index])
    for start in range(0, len(order), 2):
        parts = [part.to(device) for part in collate(samples, order[start:start + 2])]
        _, losses, tokens = model.loss(*parts)
        sums, counts = sums + losses.cpu(), counts + tokens.cpu()
    own, comment = (sums / counts.clamp(min=1)).tolist()
    return dict(held=round(own, 4), held_comment=round(comment, 4))


def train(worker, options, meeting):
    if options.workers > 1:
        torch.distributed.init_process_group("gloo", init_method=meeting, rank=worker, world_size=options.workers)
    if options.threads or options.workers > 1:
        torch.set_num_threads(options.threads or 1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    shape = Shape(vocabulary=options.vocabulary, context=options.context, **SHAPES[options.shape])
    model = Decoder(shape)
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from, map_location="cpu")["weights"])
    model = model.to(device)
    kind = working_type(device)
    optimizer = Muon(model.named_parameters(), options.rate, kind, worker, options.workers)
    model = model.to(kind)
    model.cos, model.sin = model.cos.float(), model.sin.float()
    loss = torch.compile(model.loss, dynamic=True) if device == "cuda" else model.loss

    samples = Samples(options.data)
    chosen = samples.only(options.modes.split(","))
    held = Samples(options.held) if options.held else None
    step = seen = 0
    trained = 0.0  # seconds, over all slices
    checkpoint = os.path.join(options.out, "checkpoint.pt")
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        optimizer.load(saved["optimizer"])
        step, seen, trained = saved["step"], saved["seen"], saved["trained"]
    logged = os.path.join(options.out, "log.jsonl")

    def note(**entry):
        if worker > 0:
            return
        print(json.dumps(entry), flush=True)
        with open(logged, "a") as log:
            log.write(json.dumps(entry) + "\n")

    def save():
        if worker > 0:
            return
        torch.save(dict(optimizer=optimizer.state(), step=step, seen=seen, trained=trained, shape=shape.as_dict()), checkpoint + ".new")
        os.replace(checkpoint + ".new", checkpoint)
        weights = {name: master.half() for (name, _), master in zip(model.named_parameters(), optimizer.masters)}
        torch.save(dict(weights=weights, shape=shape.as_dict(), step=step, seen=seen), os.path.join(options.out, "model.pt"))

    note(event="start", step=step, options=vars(options), shape=shape.as_dict(), device=device, type=str(kind), torch=torch.__version__,
         parameters=sum(p.numel() for p in model.parameters()), samples=len(chosen),
         tokens=sum(samples.lengths[index] for index in chosen),
         data_sha256=hashlib.sha256(open(options.data, "rb").read()).hexdigest())
    feed = batches(samples, chosen[worker::options.workers], options.tokens, options.seed + step)
    begin = last = time.time()
    before, last_seen, saved_at = trained, seen, time.time()
    sums, counts = torch.zeros(2), torch.zeros(2)  # of the losses since the last line of the log: of plans and code, and of comments

    def elapsed():
        """Seconds of this slice by the first worker's clock, so that all leave at the same step."""
        seconds = torch.tensor([time.time() - begin])
        if options.workers > 1:
            torch.distributed.broadcast(seconds, 0)
        return float(seconds)

    while trained < options.minutes * 60 and trained - before < options.slice * 60:
        epoch, *parts = next(feed)
        value, losses, tokens = loss(*(part.to(device) for part in parts))
        value.backward()
        optimizer.gather()
        optimizer.step(schedule(step, trained / (options.minutes * 60)))
        sums, counts = sums + losses.detach().cpu(), counts + tokens.cpu()
        step += 1
        seen += len(parts[0]) * options.workers
        trained = before + elapsed()
        if step % 200 == 0:
            now = time.time()
            own, comment = (sums / counts.clamp(min=1)).tolist()
            entry = dict(step=step, epoch=epoch, tokens=seen, loss=round(own, 4), comment=round(comment, 4),
                         tokens_per_second=round((seen - last_seen) / (now - last)), minutes=round(trained / 60, 2))
            if worker == 0 and held is not None and step % 2000 == 0:
                entry.update(held_loss(model, held, device))
            note(**entry)
            sums, counts = torch.zeros(2), torch.zeros(2)
            last, last_seen = now, seen
            if now - saved_at > 300:
                save()
                saved_at = now
    save()
    if worker == 0:
        note(event="saved", step=step, tokens=seen, minutes=round(trained / 60, 2),
             **(held_loss(model, held, device) if held is not None else {}))
        plot(logged, os.path.join(options.out, "loss.svg"))


def main():
    options = arguments()
    os.makedirs(options.out, exist_ok=True)
    if options.workers > 1:
        # OpenBLAS has threads of its own, which torch.set_num_threads does not reach: in fp32 each worker would run two.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", str(options.threads or 1))
        with tempfile.TemporaryDirectory() as folder:
            torch.multiprocessing.spawn(train, (options, f"file://{folder}/workers"), options.workers)
    else:
        train(0, options, None)


if __name__ == "__main__":
    main()
