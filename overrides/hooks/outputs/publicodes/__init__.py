"""The rules of the programme as a publicodes model, made from the same data as everything else."""
