"""What a job makes and somebody takes along: asked for once, made once, kept piece by piece in the
database, replaced by the next one, gone by itself."""
